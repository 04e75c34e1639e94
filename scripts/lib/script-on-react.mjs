import { join } from 'node:path'
import { build, loadConfigFromFile } from 'vite'
import { brotli } from './bundle.mjs'

/**
 * What `hitch.js` would weigh with React itself in it: the build that is shipped, without the aliases that put Preact in
 * React's place.
 *
 * @param {string} root
 * @returns {Promise<number>} bytes, brotli 11
 */
export async function scriptOnReact(root) {
  const folder = join(root, 'packages/connect')
  const file = join(folder, 'vite.script.config.ts')
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file)
  if (loaded === null) throw new Error(`${file} cannot be read`)
  const { resolve, build: options, ...config } = loaded.config
  const built = await build({
    ...config,
    root: folder,
    configFile: false,
    logLevel: 'silent',
    resolve: { ...resolve, alias: [] },
    build: { ...options, write: false },
  })
  const [bundle] = Array.isArray(built) ? built : []
  const script = bundle?.output.find(({ type }) => type === 'chunk')
  if (script?.type !== 'chunk') throw new Error('vite gave no script')
  return brotli(script.code)
}
