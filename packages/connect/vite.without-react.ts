import { fileURLToPath } from 'node:url'

const installed = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier))

/**
 * `resolve.alias` of what runs on pages without React: Preact in its place. React alone would be twice as large as
 * everything else together. Tests run on it too: see `preact` in vitest.config.ts.
 */
export const withoutReact = [
  {
    find: /^react-dom\/client$/,
    replacement: fileURLToPath(new URL('src/element/preact-root.ts', import.meta.url)),
  },
  { find: /^react\/jsx-runtime$/, replacement: installed('preact/jsx-runtime') },
  { find: /^react(-dom)?$/, replacement: installed('preact/compat') },
]
