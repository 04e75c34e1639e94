import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'

/**
 * @import { Rolldown } from 'vite'
 *
 * @typedef {object} Bundle what a host's bundler makes of one import
 * @property {number} bytes of the import and everything it loads at once, brotli 11
 * @property {{ name: string, bytes: number }[]} lazy what it loads later, each part alone
 * @property {string[]} modules ids of everything in it, lazy parts too
 * @property {string} code of everything in it
 */

/** @param {string | Uint8Array} content @returns {number} bytes, at the quality that static files are served with */
export const brotli = (content) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length

/**
 * Bundles one import as a host's production build would, with React left outside.
 *
 * @param {string} name what is imported
 * @param {string} specifier from where
 * @param {{ root: string, conditions?: string[] }} options root: the folder from which it is resolved; conditions: of exports, before the usual ones
 * @returns {Promise<Bundle>}
 * @throws {Error} of the bundler, when the import leads nowhere
 */
export async function bundle(name, specifier, { root, conditions = [] }) {
  const entry = join(root, 'entry-of-a-host.js')
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: [...conditions, 'module', 'browser', 'production'] },
    plugins: [
      {
        name: 'entry-of-a-host',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? `import { ${name} } from '${specifier}'\nexport { ${name} }\n` : null),
      },
      {
        // Vite puts half a kilobyte of its own into every build with an import(), once for the whole page. It is no part
        // of the graph that is measured, and other bundlers have nothing like it.
        name: 'no-preload-helper',
        enforce: 'pre',
        load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        external: [/^react($|\/)/, /^react-dom($|\/)/],
      },
    },
  })
  if (!('output' in built)) throw new Error('vite gave something else than one bundle')
  return measure(built.output.filter((part) => part.type === 'chunk'))
}

/** @param {Rolldown.OutputChunk[]} chunks @returns {Bundle} */
function measure(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  /** @type {Set<Rolldown.OutputChunk>} */
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry))
  // A set may grow while it is walked, and what is added is walked too.
  for (const chunk of atOnce) {
    for (const file of chunk.imports) {
      const next = byName.get(file)
      if (next) atOnce.add(next)
    }
  }
  return {
    bytes: [...atOnce].reduce((sum, { code }) => sum + brotli(code), 0),
    lazy: chunks.filter((chunk) => !atOnce.has(chunk)).map(({ name, code }) => ({ name, bytes: brotli(code) })),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    code: chunks.map(({ code }) => code).join('\n'),
  }
}
