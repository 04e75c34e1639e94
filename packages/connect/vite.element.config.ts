import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { withoutReact } from './vite.without-react.ts'

/**
 * `dist/element.js`: the element for pages with a build step and without React, such as Vue's. Everything that it needs is
 * in it: a host that installs the package gets no React with it.
 */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['hitch-source', ...defaultClientConditions], alias: withoutReact },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: { entry: { element: fileURLToPath(new URL('src/element/index.ts', import.meta.url)) }, formats: ['es'] },
    minify: false,
    cssTarget: 'esnext',
    cssMinify: 'lightningcss',
    sourcemap: true,
    rolldownOptions: { output: { chunkFileNames: 'chunks/element/[name].js' } },
  },
})
