import { sql, type Kysely } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from 'kysely/migration'
import * as initial from './migrations/0001-initial.ts'
import * as sessionTickets from './migrations/0002-session-tickets.ts'
import * as settledAttempts from './migrations/0003-settled-attempts.ts'
import * as links from './migrations/0004-links.ts'
import * as rateLimits from './migrations/0005-rate-limits.ts'
import * as webhooks from './migrations/0006-webhooks.ts'
import * as forgetting from './migrations/0007-forgetting.ts'
import * as leaseLapse from './migrations/0008-lease-lapse.ts'
import { HITCH_SCHEMA, type Tables } from './tables.ts'
import { UnknownTablesError } from './unusable-database.ts'

/** Any number, as long as it is Hitch's own and stays the same: two instances that start together migrate in turn. */
const MIGRATION_LOCK = 7_048_221_917

/**
 * In order; a name that was released is never changed. Given as a list, since a bundle has no folder to read.
 *
 * Each only adds: while it runs and after it, instances of the version before go on with the tables as they know them.
 * `expand-only.contract.test.ts` holds every one to that.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
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
 * Milliseconds that a table is waited for. All that comes to it meanwhile stands behind us, so a long query of somebody's
 * must not hold us up for longer: we let the others pass, and come back.
 */
const LOCK_TIMEOUT = 1_000
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000]
/** SQLSTATEs: lock not available, deadlock detected. */
const IN_THE_WAY = new Set(['55P03', '40P01'])

export interface MigrateOptions {
  readonly migrations?: Readonly<Record<string, Migration>>
  /** Milliseconds between two tries. */
  readonly pauses?: readonly number[]
}

/**
 * Brings the tables up to date, all or nothing. Where a newer version has done so, nothing is to be done: its tables are
 * good for this one too.
 *
 * @throws UnknownTablesError
 */
export const migrate = async (
  database: Kysely<Tables>,
  { migrations = MIGRATIONS, pauses = PAUSES }: MigrateOptions = {},
): Promise<void> => {
  if (await isUpToDate(database, migrations)) return
  for (const pause of [...pauses, null]) {
    try {
      return await migrateOnce(database, migrations)
    } catch (error) {
      if (pause === null || !IN_THE_WAY.has(sqlStateOf(error))) throw error
      await wait(pause)
    }
  }
}

/**
 * In one transaction under an advisory lock that ends with it. A lock of the session would not do: PgBouncer in
 * transaction mode may hand the unlocking to another session.
 */
const migrateOnce = async (
  database: Kysely<Tables>,
  migrations: Required<MigrateOptions>['migrations'],
): Promise<void> => {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction)
    // Only now: another instance may migrate for as long as it likes.
    await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(transaction)
    await makeSchema(transaction)
    const migrator = new Migrator({
      db: transaction,
      migrationTableSchema: HITCH_SCHEMA,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error('the tables could not be brought up to date', { cause: error })
  })
}

const sqlStateOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : sqlStateOf(error.cause)
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
const isUpToDate = async (
  database: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<boolean> => {
  const { done, all } = await readMigrations(database, migrations)
  const missing = all.filter((name) => !done.includes(name))
  const unknown = done.filter((name) => !all.includes(name))
  if (missing.length > 0 && unknown.length > 0) throw new UnknownTablesError(unknown, missing)
  return missing.length === 0
}

/** By name, in order: those that were run on this database, and all that this version has. */
export const readMigrations = async (
  database: Kysely<Tables>,
  migrations = MIGRATIONS,
): Promise<{ done: readonly string[]; all: readonly string[] }> => {
  const all = Object.keys(migrations).toSorted()
  const table = `${HITCH_SCHEMA}.${DEFAULT_MIGRATION_TABLE}`
  const found = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(database)
  if (found.rows[0]?.found !== true) return { done: [], all }
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(database)
  return { done: rows.map(({ name }) => name), all }
}
