import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { createPostgresDatabase, describeOnBoth } from '../testing/test-database.ts'
import { ATTEMPT_COLUMNS } from './columns.ts'
import { createJobs } from './jobs.ts'
import { openDatabase } from './open-database.ts'
import { createPostgresPool } from './postgres.ts'

describeOnBoth((database) => {
  test('times are Dates, integers are numbers, counts too, and JSON is read and written as JSON', async () => {
    const { kysely } = database().it
    await kysely
      .insertInto('connections')
      .values({
        leaf_user_id: 'types',
        provider: 'CNHI',
        generation: 7,
        known: JSON.stringify({ credentialId: 'c', status: 'connected', createdTime: null }),
        known_at: new Date('2026-03-19T10:00:00.123Z'),
      })
      .execute()
    const row = await kysely
      .selectFrom('connections')
      .selectAll()
      .where('leaf_user_id', '=', 'types')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      generation: 7,
      known: { credentialId: 'c', status: 'connected', createdTime: null },
      known_at: new Date('2026-03-19T10:00:00.123Z'),
      organizations_missing: false,
      disconnect_generation: null,
    })
    const { count } = await kysely
      .selectFrom('connections')
      .select((select) => select.fn.countAll().as('count'))
      .where('leaf_user_id', '=', 'types')
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
    const deleted = await kysely.deleteFrom('connections').where('leaf_user_id', '=', 'types').executeTakeFirst()
    expect(deleted.numDeletedRows).toBe(1n)
  })

  test('a job sent in a transaction comes with its commit, and not with its rollback', async () => {
    const { kysely, jobs } = database().it
    const heard: string[] = []
    const end = await jobs.work(({ leafUserId }) => heard.push(leafUserId))
    onTestFinished(end)
    await kysely
      .transaction()
      .execute(async (transaction) => {
        await jobs.send(transaction, { leafUserId: 'rolled back', provider: 'CNHI' })
        throw new Error('back')
      })
      .catch(() => undefined)
    await kysely
      .transaction()
      .execute(async (transaction) => await jobs.send(transaction, { leafUserId: 'committed', provider: 'CNHI' }))
    jobs.nudge()
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['committed'])
  })

  test('what we keep lies in schemas of our own', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct table_schema as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(database().it.kysely)
    expect(rows.map(({ name }) => name)).toEqual(['hitch', 'hitch_jobs'])
  })
})

test('instances that start together on an empty PostgreSQL migrate in turn', async () => {
  const { url, drop } = await createPostgresDatabase()
  onTestFinished(drop)
  const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url, poolSize: 2 })))
  for (const { kysely, close } of opened) {
    expect(await kysely.selectFrom('attempts').selectAll().execute()).toEqual([])
    await close()
  }
})

test('nor does one that another has overtaken on the way to the schema of the wake-ups fail', async () => {
  const { url, drop } = await createPostgresDatabase()
  onTestFinished(drop)
  const pool = createPostgresPool(url, 2)
  let overtaken = false
  const jobs = await createJobs(
    {
      db: {
        async executeSql(text, values) {
          // In its cache the second would find no schema, as PostgreSQL does at a bad moment: told by its refusal.
          if (text.includes('CREATE SCHEMA') && !overtaken) {
            overtaken = true
            await openDatabase({ url, poolSize: 2 }).then((other) => other.close())
            throw Object.assign(new Error('duplicate key value violates unique constraint'), { code: '23505' })
          }
          return await pool.query(text, values)
        },
      },
    },
    () => undefined,
  )
  expect(overtaken).toBe(true)
  await jobs.stop()
  await pool.end()
})

test('nothing rests on a session: no state is set', async () => {
  const { url, drop } = await createPostgresDatabase()
  onTestFinished(drop)
  const { kysely, close } = await openDatabase({ url, poolSize: 1 })
  onTestFinished(close)
  await kysely.selectFrom('attempts').selectAll().execute()
  const { rows } = await sql<{ locks: number; path: string }>`
    select (select count(*) from pg_locks where locktype = 'advisory') as locks,
      current_setting('search_path') as path`.execute(kysely)
  expect(rows).toEqual([{ locks: 0, path: '"$user", public' }])
})

describe('statements', () => {
  const prepared = sql<{ statement: string }>`select statement from pg_prepared_statements
    where statement like '%from "hitch"."attempts"%'`
  const open = async (url: string) => {
    const { kysely, close } = await openDatabase({ url, poolSize: 1 })
    onTestFinished(close)
    const ask = () =>
      kysely.selectFrom('attempts').select(ATTEMPT_COLUMNS).where('attempt_id', '=', 'nobody').executeTakeFirst()
    const askForAll = () =>
      kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', 'nobody').executeTakeFirst()
    await ask()
    await askForAll()
    return { kysely, ask, askForAll }
  }

  test('have names on a connection of their own, but for those whose columns a newer version may change', async () => {
    const { url, drop } = await createPostgresDatabase()
    onTestFinished(drop)
    const { kysely, ask, askForAll } = await open(url)
    expect((await prepared.execute(kysely)).rows).toEqual([
      { statement: expect.stringContaining('select "attempt_id", "leaf_user_id"') },
    ])
    await sql`alter table hitch.attempts add column of_a_newer_version text`.execute(kysely)
    await ask()
    await askForAll()
  })

  test('have none behind a pooler, which greets by a number of its own', async () => {
    const { url, drop } = await createPostgresDatabase()
    onTestFinished(drop)
    const { kysely } = await open(await greetedByAnother(url))
    expect((await prepared.execute(kysely)).rows).toEqual([])
  })
})

/** In front of PostgreSQL, whose BackendKeyData tells another process. @returns the URL there */
const greetedByAnother = async (url: string): Promise<string> => {
  const { hostname, port } = new URL(url)
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname)
    client.on('error', () => server.destroy()).pipe(server)
    server.on('error', () => client.destroy())
    server.on('data', (bytes: Buffer) => {
      const greeting = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
      if (greeting !== -1) bytes.writeInt32BE(1, greeting + 5)
      client.write(bytes)
    })
    server.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  const behind = new URL(url)
  behind.port = String((proxy.address() as AddressInfo).port)
  return behind.href
}

test('an existing folder is open again in a moment', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hitch-start-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  await openDatabase({ dataDir }, { cluster: await freshCluster() }).then((database) => database.close())
  const begun = performance.now()
  const database = await openDatabase({ dataDir })
  const took = performance.now() - begun
  await database.close()
  // 2 s for the whole server, DESIGN section 9 and issue 2; beside other suites on the same cores it takes its time.
  expect(took).toBeLessThan(10_000)
})
