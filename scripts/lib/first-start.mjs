import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { databaseFingerprint } from './fingerprint.mjs'

/**
 * Makes of an empty data folder what a server's first start makes of it. PGlite takes seconds of a core for that, so one
 * such folder is kept, below `.hitch/`, for as long as the start would make the same again.
 *
 * @param {string} root
 * @param {string} dataDir
 * @param {(dataDir: string) => Promise<{ stop: () => Promise<unknown> }>} start until it is ready
 */
export async function asAfterFirstStart(root, dataDir, start) {
  const kept = join(root, '.hitch', 'first-start')
  const today = databaseFingerprint(root)
  const folder = join(kept, today)
  if (!existsSync(folder)) {
    mkdirSync(kept, { recursive: true })
    for (const name of readdirSync(kept)) if (!name.startsWith(today)) rmSync(join(kept, name), { recursive: true })
    const own = `${folder}.${randomUUID()}`
    const server = await start(own)
    await server.stop()
    putInPlace(own, folder)
  }
  cpSync(folder, dataDir, { recursive: true })
}

/** Several processes may make one at once: the first to be done puts its own in place, and it is whole. */
function putInPlace(/** @type {string} */ own, /** @type {string} */ folder) {
  try {
    renameSync(own, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(own, { recursive: true })
  }
}
