import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** One script and one style sheet, as a host's own bundler would make them. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  logLevel: 'error',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: fileURLToPath(new URL('page.tsx', import.meta.url)),
      output: { entryFileNames: 'host.js', assetFileNames: 'host[extname]', codeSplitting: false },
    },
  },
})
