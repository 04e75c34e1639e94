import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/hitch')

/**
 * The image of an empty PGlite cluster. Making one takes seconds of a core, so it is kept beside the installed packages,
 * one for each version of PGlite. Our own tables are not in it: every test makes them as a server does.
 */
export const freshCluster = async (): Promise<Blob> => {
  const image = join(CACHE, `cluster-${pgliteVersion()}.tar`)
  if (!existsSync(image)) {
    const pglite = await PGlite.create()
    const dump = await pglite.dumpDataDir('none')
    await pglite.close()
    mkdirSync(CACHE, { recursive: true })
    const own = `${image}.${randomUUID()}`
    writeFileSync(own, Buffer.from(await dump.arrayBuffer()))
    // Several workers may make it at once: each puts a whole one in place.
    renameSync(own, image)
  }
  return await openAsBlob(image)
}

const pgliteVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(resolve(entry, '../../package.json'), 'utf8')) as { version: string }
  return version
}
