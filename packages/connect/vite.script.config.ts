import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { withoutReact } from './vite.without-react.ts'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }

/** `dist/hitch.js`: one classic script with Preact, styles and texts in it, for pages without a build step. */
export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ['hitch-source', ...defaultClientConditions],
    alias: withoutReact,
  },
  define: { 'process.env.NODE_ENV': '"production"', HITCH_VERSION: JSON.stringify(version) },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: {
      entry: fileURLToPath(new URL('src/element/script.ts', import.meta.url)),
      formats: ['iife'],
      name: 'Hitch',
      fileName: () => 'hitch.js',
    },
    cssTarget: 'esnext',
    cssMinify: 'lightningcss',
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
