import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { expect, test, vi } from 'vitest'
import type { ServerContext } from '../context.ts'
import { completeLimits } from '../limits/amounts.ts'
import { DEFAULT_TIMINGS } from '../timings.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { eventually } from '../testing/handover-bench.ts'
import { imitateLeaf, routeLeaf } from '../testing/imitated-leaf.ts'
import { linkBench } from '../testing/link-bench.ts'
import { QUICK } from '../testing/quick-timings.ts'
import { createTestServer, newLeafUserId, type TestServer } from '../testing/test-server.ts'
import { describeOnBoth, type TestDatabase } from '../testing/test-database.ts'
import { createOutbox } from '../webhooks/outbox.ts'
import { createHandover } from './create-handover.ts'
import { tidy } from './tidy.ts'

const GROWERS = 40
const ROUNDS = 3
const FILLED = [
  'hitch.attempt_events',
  'hitch.attempts',
  'hitch.links',
  'hitch.rate_limits',
  'hitch.sessions',
  'hitch.tickets',
  'hitch.webhooks',
  'hitch_jobs.job_common',
]
const SCHEMAS = ['hitch', 'hitch_jobs']

/** pg-boss looks after its own tables every ten minutes, which nobody waits for here. */
const bosses: PgBoss[] = []
const { start } = PgBoss.prototype
vi.spyOn(PgBoss.prototype, 'start').mockImplementation(function begin(this: PgBoss) {
  bosses.push(this)
  return start.call(this)
})

/** Every time that stands in any table, ours and pg-boss's, goes back: as if so many days had passed. */
const passDays = async ({ it: { kysely } }: TestDatabase, days: number): Promise<void> => {
  const { rows } = await sql<{ schema: string; name: string; columns: string[] }>`
    select nspname as schema, relname as name, array_agg(attname::text) as columns
    from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = any(${SCHEMAS}::text[]) and relkind in ('r', 'p') and not relispartition and attnum > 0
      and not attisdropped and atttypid = 'timestamptz'::regtype and attgenerated = ''
    group by 1, 2`.execute(kysely)
  for (const { schema, name, columns } of rows) {
    const changes = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(column)} - ${days} * interval '1 day'`)
    await sql`update ${sql.table(`${schema}.${name}`)} set ${sql.join(changes)}`.execute(kysely)
  }
}

/** How many rows each table has. */
const countRows = async ({ it: { kysely } }: TestDatabase): Promise<Record<string, number>> => {
  const { rows } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema = any(${SCHEMAS}::text[]) and table_type = 'BASE TABLE'`.execute(kysely)
  const counts = await Promise.all(
    rows.map(async ({ schema, name }) => {
      const table = `${schema}.${name}`
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(
        kysely,
      )
      return [table, rows[0]?.count ?? 0] as const
    }),
  )
  return Object.fromEntries(counts)
}

describeOnBoth((database) => {
  test('growers who connect again and again leave no more rows behind each time', async () => {
    const { kysely, jobs } = database().it
    const provider = fakeProvider('CNHIFieldOps', { exchangeCode: (_, code) => Promise.resolve(`token of ${code}`) })
    const overrides: Partial<ServerContext> = {
      providers: new Map([[provider.id, provider]]),
      leaf: routeLeaf(database().leaves),
      limits: completeLimits({ sessionRequests: 19 }),
      outbox: createOutbox({ jobs: jobs.webhooks, randomBytes: (size) => randomBytes(size) }),
      timings: { ...DEFAULT_TIMINGS, ...QUICK },
    }
    const server: TestServer = createTestServer(database().it, overrides)
    const handover = createHandover(server.context, jobs)
    server.handover.exchange = handover.exchange
    await handover.start()
    const growers = Array.from({ length: GROWERS }, newLeafUserId)
    for (const grower of growers) database().leaves.set(grower, imitateLeaf())

    /** All that leaves rows: a session, a prefetch that comes to nothing, a sign-in, and a link. */
    const connect = async (leafUserId: string): Promise<void> => {
      const session = await server.createSession({ leafUserId })
      await server.asWidget(session, 'GET', '/v1/connect')
      const attempt = await startInBrowser(server, {}, session)
      await server.createAttempt(session)
      expect((await postCallback(server, attempt)).status).toBe(200)
      await eventually(async () => {
        const path = `/v1/attempts?leafUserId=${leafUserId}`
        const { attempts } = (await (await server.asHost('GET', path)).json()) as { attempts: { status: string }[] }
        expect(attempts[0]?.status).toBe('connected')
      })
      await server.asWidget(session, 'POST', `/v1/attempts/${attempt.attemptId}/ack`)
      await linkBench(database().it, server).makeLink({ leafUserId })
    }
    const counts: Record<string, number>[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let index = 0; index < GROWERS; index += 5)
        await Promise.all(growers.slice(index, index + 5).map((grower) => connect(grower)))
      const before = await countRows(database())
      // Nothing can be tidied that was never there.
      expect(FILLED.filter((table) => (before[table] ?? 0) < GROWERS)).toEqual([])
      await passDays(database(), 100)
      await tidy(kysely, 90)
      await bosses.at(-1)?.supervise()
      counts.push(await countRows(database()))
    }
    await handover.stop()

    for (const count of counts) expect(count).toEqual(counts[0])
    expect(counts[0]).toMatchObject({
      ...Object.fromEntries(FILLED.map((table) => [table, 0])),
      'hitch.connections': GROWERS,
    })
  }, 60_000)
})
