import { sql, type Kysely } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import * as initial from './migrations/0001-initial.ts'
import * as sessionTickets from './migrations/0002-session-tickets.ts'
import * as settledAttempts from './migrations/0003-settled-attempts.ts'
import * as links from './migrations/0004-links.ts'
import * as rateLimits from './migrations/0005-rate-limits.ts'
import * as webhooks from './migrations/0006-webhooks.ts'
import * as forgetting from './migrations/0007-forgetting.ts'
import * as leaseLapse from './migrations/0008-lease-lapse.ts'
import { HITCH_SCHEMA, type Tables } from './tables.ts'

/** Any number, as long as it is Hitch's own and stays the same: two instances that start together migrate in turn. */
const MIGRATION_LOCK = 7_048_221_917

/** In order; a name that was released is never changed. Given as a list, since a bundle has no folder to read. */
const MIGRATIONS = {
  '0001-initial': initial,
  '0002-session-tickets': sessionTickets,
  '0003-settled-attempts': settledAttempts,
  '0004-links': links,
  '0005-rate-limits': rateLimits,
  '0006-webhooks': webhooks,
  '0007-forgetting': forgetting,
  '0008-lease-lapse': leaseLapse,
}

/**
 * Brings the tables up to date, all or nothing, in one transaction under an advisory lock that ends with it. A lock of
 * the session would not do: PgBouncer in transaction mode may hand the unlocking to another session.
 */
export const migrate = async (database: Kysely<Tables>): Promise<void> => {
  if (await isUpToDate(database)) return
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction)
    await makeSchema(transaction)
    const migrator = new Migrator({
      db: transaction,
      migrationTableSchema: HITCH_SCHEMA,
      provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error('the tables could not be brought up to date', { cause: error })
  })
}

/**
 * Not left to the migrator, which hides why it could not. Where a schema was made for us, the right to make one is not
 * needed, and `if not exists` alone would ask for it.
 */
const makeSchema = async (transaction: Kysely<Tables>): Promise<void> => {
  const { rows } = await sql<{ missing: boolean }>`select to_regnamespace(${HITCH_SCHEMA}) is null as missing`.execute(
    transaction,
  )
  if (rows[0]?.missing === true) await transaction.schema.createSchema(HITCH_SCHEMA).execute()
}

/**
 * Most starts find nothing to do, and find it out here: the migrator reads the whole catalogue first, which costs PGlite
 * most of a second.
 */
const isUpToDate = async (database: Kysely<Tables>): Promise<boolean> => {
  const { done, all } = await readMigrations(database)
  return JSON.stringify(done) === JSON.stringify(all)
}

/** By name, in order: those that were run on this database, and all that this version has. */
export const readMigrations = async (
  database: Kysely<Tables>,
): Promise<{ done: readonly string[]; all: readonly string[] }> => {
  const all = Object.keys(MIGRATIONS).toSorted()
  const table = `${HITCH_SCHEMA}.${DEFAULT_MIGRATION_TABLE}`
  const found = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(database)
  if (found.rows[0]?.found !== true) return { done: [], all }
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(database)
  return { done: rows.map(({ name }) => name), all }
}
