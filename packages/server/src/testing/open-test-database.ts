import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { migrate } from '../database/migrate.ts'
import { HITCH_SCHEMA, type Tables } from '../database/tables.ts'
import { freshCluster } from './fresh-cluster.ts'

/** A fresh database in memory with today's tables, and without wake-ups: nothing runs behind what is tested. */
export const openTestDatabase = async (): Promise<ConnectDatabase> => {
  const pglite = await PGlite.create({ loadDataDir: await freshCluster() })
  const plain = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  await migrate(plain)
  return {
    kysely: plain.withSchema(HITCH_SCHEMA),
    durability: 'process',
    jobs: { ...deafQueue, webhooks: deafQueue, stop: () => Promise.resolve() },
    close: () => plain.destroy(),
  }
}

const deafQueue = {
  send: () => Promise.resolve(),
  nudge: () => undefined,
  work: () => Promise.resolve(() => Promise.resolve()),
}
