import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const bff = fileURLToPath(new URL('../../apps/bff/', import.meta.url))
/** Beside the BFF's own modules, so that what it looks up at run time is found from here too. */
const folder = `${bff}node_modules/.cache/kills/`

/**
 * The built BFF with all that it imports, in one file: to find and read seven hundred took most of a start, and a start
 * is most of a kill. Gives the environment with which its compiled code is kept between starts, too.
 */
export const bundleBff = async (): Promise<{ entry: string; environment: Record<string, string> }> => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: bff,
    plugins: [
      {
        name: 'where-it-stood',
        // What a module reads beside itself still lies where it was.
        transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      },
    ],
    // Loaded by whom has no PostgreSQL.
    ssr: { noExternal: true, external: ['@electric-sql/pglite'] },
    build: {
      ssr: 'dist/main.js',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  return { entry: `${folder}main.js`, environment: { NODE_COMPILE_CACHE: `${folder}compiled` } }
}
