import type { ForgetCredentials } from '@hitch/protocol'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inFuture } from '../database/clock.ts'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import { down, fails, gate } from '../testing/imitated-leaf.ts'
import { describeOnBoth, type TestDatabase } from '../testing/test-database.ts'
import { tidy } from './tidy.ts'

/** Names of the tables that hold this text anywhere. */
const traces = async ({ it: { kysely } }: TestDatabase, text: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'hitch'`.execute(kysely)
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const held =
        await sql`select 1 from ${sql.table(`hitch.${name}`)} as t where t::text like ${`%${text}%`}`.execute(kysely)
      return held.rows.length > 0 ? [name] : []
    }),
  )
  return found.flat().toSorted()
}

/** A row in each table that may hold a grower, beside the attempt's own. */
const fill = async ({ context: { database }, leafUserId }: Bench, attemptId: string): Promise<void> => {
  const id = `of ${leafUserId}`
  const session = {
    leaf_user_id: leafUserId,
    origin: 'https://farm.example.com',
    can: '[]',
    expires_at: inFuture(60_000),
  }
  await database
    .insertInto('sessions')
    .values({ ...session, session_id: id, token_hash: id })
    .execute()
  await database
    .insertInto('session_tickets')
    .values({ ...session, ticket_hash: id, session_seconds: 1800 })
    .execute()
  await database
    .insertInto('tickets')
    .values({ ticket_hash: id, attempt_id: attemptId, expires_at: inFuture(60_000) })
    .execute()
  await database.insertInto('attempt_events').values({ attempt_id: attemptId, name: id }).execute()
  await database
    .insertInto('leaf_users')
    .values({ external_id: `farm ${leafUserId}`, leaf_user_id: leafUserId })
    .execute()
  await database
    .insertInto('leaf_user_claims')
    .values({ external_id: `farm ${leafUserId}`, claimed_by: id, claimed_until: inFuture(60_000) })
    .execute()
  const link = { secret_hash: id, made_by: 'default', subject: 'North Ridge Farm', max_completions: 1, body_hash: id }
  await database
    .insertInto('links')
    .values({ ...link, link_id: id, leaf_user_id: leafUserId, expires_at: inFuture(60_000) })
    .execute()
  await database
    .insertInto('webhooks')
    .values({ webhook_id: id, type: 'connection.connected', leaf_user_id: leafUserId, provider: 'CNHI', body: '{}' })
    .execute()
}

const USER = { where: 'leaf', what: 'user' }
const CREDENTIAL = { where: 'leaf', what: 'credential', provider: 'CNHIFieldOps' }
const DISCONNECT = { where: 'hitch', what: 'disconnect', provider: 'CNHIFieldOps' }
const ATTEMPT = { where: 'hitch', what: 'attempt', provider: 'CNHIFieldOps' }

describeOnBoth((database) => {
  const forget = async (bench: Bench, credentials: ForgetCredentials) =>
    (await bench.handover.forget(bench.leafUserId, credentials)).left
  const tracesOf = ({ leafUserId }: Bench) => traces(database(), leafUserId)
  /** Whatever a running server tidies away by itself. */
  const nothingLeft = (bench: Bench) => eventually(async () => expect(await tracesOf(bench)).toEqual([]))

  test('nothing that names the grower is left, and nothing of others is touched; asked again it says the same', async () => {
    const bench = createBench(database())
    const other = createBench(database())
    for (const one of [bench, other]) {
      const attemptId = await one.handOver('code')
      await one.outcome(attemptId)
      await fill(one, attemptId)
    }
    const before = await tracesOf(other)
    expect(await tracesOf(bench)).toEqual(before)
    expect(before).toEqual([
      'attempt_events',
      'attempts',
      'connections',
      'leaf_user_claims',
      'leaf_users',
      'links',
      'session_tickets',
      'sessions',
      'tickets',
      'webhooks',
    ])
    expect(await forget(bench, 'keep')).toEqual([USER, CREDENTIAL])
    await nothingLeft(bench)
    expect(await tracesOf(other)).toEqual(before)
    expect(bench.leaf.standing()).not.toBeNull()
    expect(await forget(bench, 'keep')).toEqual([USER])
    expect(await forget(other, 'delete')).toEqual([USER])
    expect(other.leaf.standing()).toBeNull()
  })

  test('with `delete` credentials that Hitch does not know of go as well', async () => {
    const bench = createBench(database())
    await bench.outcome(await bench.handOver('code'))
    await bench.context.database.deleteFrom('connections').where('leaf_user_id', '=', bench.leafUserId).execute()
    expect(await forget(bench, 'delete')).toEqual([USER])
    expect(bench.leaf.standing()).toBeNull()
    await nothingLeft(bench)
  })

  test('while Leaf is down the disconnect is left, and done by whoever is there later; then its row goes', async () => {
    const bench = createBench(database())
    await bench.outcome(await bench.handOver('code'))
    bench.leaf.always(
      'delete',
      fails(() => down(503)),
    )
    expect(await forget(bench, 'delete')).toContainEqual(DISCONNECT)
    expect(await tracesOf(bench)).toEqual(['connections'])
    await bench.handover.stop()
    bench.leaf.always('delete', null)
    bench.beside()
    await eventually(() => expect(bench.leaf.standing()).toBeNull())
    await nothingLeft(bench)
  })

  describe('an attach that is pending', () => {
    test.each(['keep', 'delete'] as const)('is stopped before it is sent (%s)', async (credentials) => {
      const bench = createBench(database(), { timings: { attachRetries: [50] } })
      bench.leaf.always(
        'get',
        fails(() => down(503)),
      )
      await bench.handOver('code')
      await eventually(() => expect(bench.leaf.calls.length).toBeGreaterThan(1))
      await forget(bench, credentials)
      bench.leaf.always('get', null)
      await nothingLeft(bench)
      expect(bench.leaf.commits).toEqual([])
      expect(bench.leaf.standing()).toBeNull()
    })

    test('has its POST under way: with `delete` what lands is taken down', async () => {
      const bench = createBench(database())
      const { hangs, arrived, open } = gate()
      bench.leaf.next('post', hangs)
      await bench.handOver('code')
      await arrived
      expect(await forget(bench, 'delete')).toContainEqual(DISCONNECT)
      open()
      await nothingLeft(bench)
      expect(bench.leaf.commits).toEqual(['token of code'])
      expect(bench.leaf.standing()).toBeNull()
    })

    test('has its POST under way: with `keep` it stands at Leaf, and is named', async () => {
      const bench = createBench(database())
      const { hangs, arrived, open } = gate()
      bench.leaf.next('post', hangs)
      await bench.handOver('code')
      await arrived
      expect(await forget(bench, 'keep')).toEqual([USER, CREDENTIAL, ATTEMPT])
      open()
      await nothingLeft(bench)
      expect(bench.leaf.standing()).not.toBeNull()
    })

    test('has lost the answer to its POST, which lands after the first disconnect: it is taken down once more', async () => {
      const bench = createBench(database(), { timings: { attachTimeout: 600 } })
      const { hangs, arrived, open } = gate()
      let landed = Promise.resolve<unknown>(undefined)
      bench.leaf.next('post', (act) => {
        landed = hangs(act)
        return Promise.reject(down(503))
      })
      bench.leaf.always(
        'get',
        fails(() => down(503)),
      )
      bench.leaf.next('get', (act) => act())
      await bench.handOver('code')
      await arrived
      expect(await forget(bench, 'delete')).toContainEqual(DISCONNECT)
      open()
      await landed
      await nothingLeft(bench)
      expect(bench.leaf.standing()).toBeNull()
    })
  })

  test('a code that is being exchanged gives a token that nobody stores', async () => {
    const { hangs, arrived, open } = gate()
    const bench = createBench(database(), {
      exchangeCode: async (code) => {
        await hangs(() => Promise.resolve(null as never))
        return `token of ${code}`
      },
    })
    const exchanging = bench.handOver('code')
    await arrived
    expect(await forget(bench, 'keep')).toEqual([USER])
    open()
    await exchanging
    await nothingLeft(bench)
    expect(bench.leaf.calls).toEqual([])
  })

  test('with `keep` a reconnect that has taken the old credential down comes to its end first', async () => {
    const bench = createBench(database())
    await bench.outcome(await bench.handOver('old'))
    bench.leaf.switches.repeatedAttach = 'conflict'
    const { hangs, arrived, open } = gate()
    bench.leaf.next('delete', async (act) => {
      const done = await act()
      await hangs(() => Promise.resolve(null as never))
      return done
    })
    await bench.handOver('new')
    await arrived
    expect(bench.leaf.standing()).toBeNull()
    expect(await forget(bench, 'keep')).toContainEqual(ATTEMPT)
    open()
    await nothingLeft(bench)
    expect(bench.leaf.standing()).not.toBeNull()
  })

  test('who connects anew while something is still left of him is not cleared away', async () => {
    const bench = createBench(database())
    const { hangs, arrived, open } = gate()
    bench.leaf.next('post', hangs)
    await bench.handOver('code')
    await arrived
    await forget(bench, 'delete')
    const again = await bench.handOver('again')
    open()
    expect(await bench.outcome(again)).toMatchObject({ status: 'connected' })
    await tidy(bench.context.database, 90)
    expect(await bench.attempt(again)).toMatchObject({ status: 'connected' })
    expect(await bench.connection()).toMatchObject({ status: 'connected' })
    expect(await tracesOf(bench)).toContain('connections')
  })
})
