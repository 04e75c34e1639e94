import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite'

const installed = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier))
const conditions = (usual: readonly string[]): string[] => ['hitch-source', ...usual]

/**
 * Two builds of one page: `dist/client` for the browser, `dist/render.js` for the server, which makes the same markup. In
 * both a React of a few kB stands for React.
 */
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react()],
  resolve: {
    conditions: conditions(defaultClientConditions),
    alias: [
      { find: /^react-dom\/client$/, replacement: installed('preact/compat/client') },
      { find: /^react-dom\/server$/, replacement: installed('preact-render-to-string') },
      { find: /^react\/jsx-runtime$/, replacement: installed('preact/jsx-runtime') },
      { find: /^react(-dom)?$/, replacement: installed('preact/compat') },
    ],
  },
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true, resolve: { conditions: conditions(defaultServerConditions) } },
  build: {
    target: 'es2022',
    cssTarget: 'esnext',
    cssMinify: 'lightningcss',
    modulePreload: false,
    ...(isSsrBuild
      ? { outDir: 'dist', emptyOutDir: false }
      : {
          outDir: 'dist/client',
          rolldownOptions: {
            input: {
              early: fileURLToPath(new URL('src/early.ts', import.meta.url)),
              hosted: fileURLToPath(new URL('src/client.tsx', import.meta.url)),
            },
            // The server keeps all files in one folder, under a version of its own.
            output: {
              entryFileNames: '[name].js',
              chunkFileNames: 'hosted-[name].js',
              assetFileNames: '[name][extname]',
            },
          },
        }),
  },
  base: './',
}))
