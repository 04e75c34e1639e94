import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/client',
    // Nothing as a data: URI: the demo's Content-Security-Policy allows this site's files alone.
    assetsInlineLimit: 0,
  },
})
