import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url))

/**
 * What is published for pages with React: `core.js`, `react.js` and `styles.css`; and `hosted.js` for our own page. What a
 * host may have already (React, and our own dependencies) stays outside; the protocol is bundled in, from its source: of
 * its package a host needs nothing else.
 */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['hitch-source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    lib: {
      entry: {
        core: source('core/index.ts'),
        react: source('react/index.ts'),
        hosted: source('hosted/index.ts'),
        styles: source('styles/index.css'),
      },
      formats: ['es'],
    },
    // The host's own build makes it small; what we ship can be read, and its pure calls stay marked.
    minify: false,
    cssCodeSplit: true,
    cssMinify: 'lightningcss',
    // Colours that older browsers lack have their fallbacks in the source.
    cssTarget: 'esnext',
    sourcemap: true,
    rolldownOptions: {
      external: /^(react|react-dom|@tanstack\/react-query|zustand)($|\/)/,
      output: { chunkFileNames: 'chunks/[name].js' },
    },
  },
})
