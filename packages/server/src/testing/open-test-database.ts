import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, openAsBlob, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { migrate } from '../database/migrate.ts'
import { HITCH_SCHEMA, type Tables } from '../database/tables.ts'

/**
 * A fresh database in memory, with today's tables and without wake-ups. Making one takes seconds of a core, so its image
 * is kept beside the installed packages, by the hash of what it is made from, and unpacked from then on.
 */
export const openTestDatabase = async (): Promise<ConnectDatabase> => {
  const image = await keptImage()
  const pglite = await PGlite.create({ loadDataDir: await openAsBlob(image) })
  const plain = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return {
    kysely: plain.withSchema(HITCH_SCHEMA),
    durability: 'process',
    jobs: {
      send: () => Promise.resolve(),
      nudge: () => undefined,
      work: () => Promise.resolve(() => Promise.resolve()),
      stop: () => Promise.resolve(),
    },
    close: () => plain.destroy(),
  }
}

const DATABASE = resolve(import.meta.dirname, '../database')
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/hitch')

const keptImage = async (): Promise<string> => {
  const image = join(CACHE, `pglite-${fingerprint()}.tar`)
  if (existsSync(image)) return image
  const pglite = await PGlite.create()
  const plain = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  await migrate(plain)
  const dump = await pglite.dumpDataDir('none')
  await plain.destroy()
  mkdirSync(dirname(image), { recursive: true })
  const own = `${image}.${randomUUID()}`
  writeFileSync(own, Buffer.from(await dump.arrayBuffer()))
  renameSync(own, image)
  return image
}

const fingerprint = (): string => {
  const migrations = join(DATABASE, 'migrations')
  const sources = [
    ...readdirSync(migrations)
      .toSorted()
      .map((name) => join(migrations, name)),
    join(DATABASE, 'migrate.ts'),
    resolve(import.meta.dirname, '../../package.json'),
  ]
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  return hash.digest('hex').slice(0, 12)
}
