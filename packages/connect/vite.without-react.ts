import { fileURLToPath } from 'node:url'

const installed = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier))

/**
 * `resolve.alias` of what runs on pages without React: Preact in its place. React alone would be twice as large as
 * everything else together.
 */
export const withoutReact = [
  { find: /^react-dom\/client$/, replacement: installed('preact/compat/client') },
  { find: /^react\/jsx-runtime$/, replacement: installed('preact/jsx-runtime') },
  { find: /^react(-dom)?$/, replacement: installed('preact/compat') },
]
