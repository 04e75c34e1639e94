import { setTimeout as wait } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { createPostgresDatabase, DATABASE_KINDS, type DatabaseKind } from '../testing/test-database.ts'
import { readKnownTables, refusalsOf, type KnownTables } from '../testing/version-before.ts'
import { migrate, MIGRATIONS } from './migrate.ts'
import { createPostgresPool, PooledPostgresDialect } from './postgres.ts'
import type { Tables } from './tables.ts'

const NAMES = Object.keys(MIGRATIONS)
/** As many as a version of before had. */
const first = (count: number): Record<string, Migration> =>
  Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count))

interface Empty {
  readonly database: Kysely<Tables>
  end(): Promise<void>
}

const openEmpty = async (kind: DatabaseKind): Promise<Empty> => {
  if (kind === 'PGlite') {
    const pglite = await PGlite.create({ loadDataDir: await freshCluster() })
    const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    return { database, end: () => database.destroy() }
  }
  const { url, drop } = await createPostgresDatabase()
  const pool = createPostgresPool(url, 4)
  // Those that are idle are cut as the database goes.
  pool.on('error', () => undefined)
  const database = new Kysely<Tables>({ dialect: new PooledPostgresDialect(pool) })
  return {
    database,
    async end() {
      await database.destroy()
      await drop()
    },
  }
}

/** What the version that knows these tables is refused after the change. Nothing of it stays. */
const refusedAfter = async (database: Kysely<Tables>, known: KnownTables, change?: string): Promise<string[]> => {
  let refused: string[] = []
  class Back extends Error {}
  await database
    .transaction()
    .execute(async (transaction) => {
      if (change !== undefined) await sql.raw(change).execute(transaction)
      refused = await refusalsOf(transaction, known)
      throw new Back()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Back)) throw error
    })
  return refused
}

const statement = (text: string): Migration => ({
  up: async (database) => {
    await sql.raw(text).execute(database)
  },
})

describe.each(DATABASE_KINDS)('on %s', (kind) => {
  let empty: Empty
  beforeAll(async () => {
    empty = await openEmpty(kind)
  }, 60_000)
  afterAll(() => empty.end())

  test('after every migration the version before it can still say all that it could', async () => {
    const { database } = empty
    await migrate(database, { migrations: first(1) })
    for (let count = 2; count <= NAMES.length; count += 1) {
      const known = await readKnownTables(database)
      expect(known.length).toBeGreaterThan(6)
      await migrate(database, { migrations: first(count) })
      expect({ after: NAMES[count - 1], refused: await refusedAfter(database, known) }).toMatchObject({ refused: [] })
    }
  })

  test('a version of before starts on newer tables; one of another line says that it does not', async () => {
    const { database } = empty
    await migrate(database, { migrations: first(NAMES.length - 1) })
    const other = { ...first(NAMES.length - 1), '0009-other': statement('select 1') }
    await expect(migrate(database, { migrations: other })).rejects.toThrow(
      /^The tables are of another version: they have \S+, which this one does not know, and lack 0009-other\. Start/,
    )
  })
})

describe('the check itself', () => {
  let empty: Empty
  beforeAll(async () => {
    empty = await openEmpty('PostgreSQL')
    await migrate(empty.database)
  }, 60_000)
  afterAll(() => empty.end())

  test.each([
    ['a column is dropped', 'alter table hitch.attempts drop column tries', 'column "tries"'],
    ['a column is renamed', 'alter table hitch.sessions rename column subject to title', 'column "subject"'],
    ['a table is renamed', 'alter table hitch.tickets rename to slips', 'relation "hitch.tickets"'],
    [
      'a column must be told',
      'alter table hitch.attempts add column region text not null',
      'null value in column "region"',
    ],
    [
      'a column may be empty no more',
      'alter table hitch.links alter column locale set not null',
      'null value in column "locale"',
    ],
    ['a default goes', 'alter table hitch.attempts alter column posts drop default', 'null value in column "posts"'],
    [
      'a type is narrower',
      'alter table hitch.sessions alter column origin type integer using 1',
      // A statement that was prepared before is refused in other words than a fresh one.
      'invalid input syntax|is of type integer',
    ],
    ['a value is refused', `alter table hitch.attempts add check (status <> 'a')`, 'violates check'],
    ['rows must differ in more', 'create unique index on hitch.connections (tries)', 'duplicate key'],
    ['a key goes', 'alter table hitch.leaf_users drop constraint leaf_users_pkey', 'no unique or exclusion constraint'],
  ])('notices when %s', async (_, change, expected) => {
    const known = await readKnownTables(empty.database)
    expect((await refusedAfter(empty.database, known, change)).join('\n')).toMatch(new RegExp(expected))
  })
})

describe('beside an instance that works', () => {
  let empty: Empty
  beforeEach(async () => {
    empty = await openEmpty('PostgreSQL')
    await migrate(empty.database)
  }, 60_000)
  afterEach(() => empty.end())

  const TO_CHANGE = { ...MIGRATIONS, '9999-changes': statement('alter table hitch.connections add column colour text') }

  /** A query of somebody's, open for as long as it likes. */
  const holdTable = async (database: Kysely<Tables>) => {
    let [end, hold] = [(): void => undefined, (): void => undefined]
    const wanted = new Promise<void>((resolve) => (end = resolve))
    const held = new Promise<void>((resolve) => (hold = resolve))
    const ended = database.transaction().execute(async (transaction) => {
      await sql`select count(*) from hitch.connections`.execute(transaction)
      hold()
      await wanted
    })
    await held
    return async () => {
      end()
      await ended
    }
  }

  test('a migration that must wait for a long query lets the others pass, and comes back', async () => {
    const { database } = empty
    const end = await holdTable(database)
    const migrating = migrate(database, { migrations: TO_CHANGE, pauses: Array.from({ length: 100 }, () => 50) })
    const isWaiting = async () =>
      (await sql`select 1 from pg_locks where mode = 'AccessExclusiveLock' and not granted`.execute(database)).rows
        .length
    await expect.poll(isWaiting, { timeout: 5_000, interval: 20 }).toBe(1)
    const asked = sql`select count(*) from hitch.connections`.execute(database)
    const first = await Promise.race([asked.then(() => 'passes'), wait(5_000, 'stands behind the migration')])
    await end()
    expect(first).toBe('passes')
    await migrating
    await sql`select colour from hitch.connections`.execute(database)
  })

  test('one that nobody lets through gives up with nothing changed', async () => {
    const { database } = empty
    const end = await holdTable(database)
    const migrating = migrate(database, { migrations: TO_CHANGE, pauses: [] })
    await expect(migrating).rejects.toMatchObject({ cause: { code: '55P03' } })
    await end()
    await expect(sql`select colour from hitch.connections`.execute(database)).rejects.toThrow('colour')
  })

  test('two at once do it once, and what a working instance says meanwhile is done after', async () => {
    const { database } = empty
    const known = await readKnownTables(database)
    let runs = 0
    const slow: Migration = {
      up: async (transaction) => {
        runs += 1
        await sql`alter table hitch.connections add column colour text`.execute(transaction)
        await sql`select pg_sleep(0.3)`.execute(transaction)
      },
    }
    const migrations = { ...MIGRATIONS, '9999-slow': slow }
    const both = Promise.all([migrate(database, { migrations }), migrate(database, { migrations })])
    await expect.poll(() => runs).toBe(1)
    expect(await refusedAfter(database, known)).toEqual([])
    await both
    expect(runs).toBe(1)
  })
})
