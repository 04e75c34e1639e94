import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The script tag of this build, for pages that let in only what they have looked at: the address that keeps its content, on
 * any BFF of this build, and the hash of that content. It asks the server's own code, so it cannot say something else.
 *
 * @param {string} root of a workspace that is built
 * @returns {Promise<{ path: string, integrity: string }>} path: from the BFF's address on
 * @throws {Error} where `hitch.js` is not built
 * @see https://www.w3.org/TR/sri-2/
 */
export async function scriptTag(root) {
  const built = (/** @type {string} */ file) => import(pathToFileURL(join(root, file)).href)
  const { loadAssets } = await built('packages/server/dist/pages/assets.js')
  const { readWidgetScript, loadHostedApp } = await built('apps/bff/dist/built.js')
  const log = {
    warn: (/** @type {string} */ why) => {
      throw new Error(why)
    },
  }
  const assets = loadAssets(await readWidgetScript(log), (await loadHostedApp(log)).files)
  const { content } = assets.find('hitch.js')
  return {
    path: assets.path('hitch.js'),
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
  }
}
