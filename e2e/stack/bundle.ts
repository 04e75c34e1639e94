import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** Where the module seems to lie: what it imports is found from here. */
const ENTRY = fileURLToPath(new URL('../host/pasted.tsx', import.meta.url))

const MOUNT = `
import { createRoot } from 'react-dom/client'
createRoot(document.querySelector('main')).render(<FarmData />)
`

/** A module that exports the component `FarmData`, bundled as a host's own bundler would, and put into the page's `main`. */
export const bundleFarmData = async (code: string): Promise<{ script: string; style: string }> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../host/', import.meta.url)),
    plugins: [
      {
        name: 'pasted',
        enforce: 'pre',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? code + MOUNT : undefined),
      },
      react(),
    ],
    build: { write: false, rolldownOptions: { input: ENTRY, output: { codeSplitting: false } } },
  })
  if (Array.isArray(built) || !('output' in built)) throw new Error('vite has built something else')
  const script = built.output.find((file) => file.type === 'chunk')
  const style = built.output.find((file) => file.type === 'asset')
  if (script === undefined || style === undefined) throw new Error('vite has built no script or no style sheet')
  return { script: script.code, style: String(style.source) }
}
