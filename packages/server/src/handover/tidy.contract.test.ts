import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inFuture } from '../database/clock.ts'
import { HITCH_SCHEMA, type Tables } from '../database/tables.ts'
import { describeOnBoth } from '../testing/test-database.ts'
import { drawGeneration } from './generation.ts'
import { tidy } from './tidy.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const AUDIT_DAYS = 90

describeOnBoth((database, kind) => {
  test('of each table what is long over goes, and what is not stays', async () => {
    const { kysely } = database().it

    const attempt = (id: string, change: object) => ({
      attempt_id: id,
      leaf_user_id: `of ${id}`,
      origin: 'https://farm.example.com',
      session_id: id,
      provider: 'CNHI' as const,
      mode: 'popup' as const,
      return_url: 'https://farm.example.com/',
      status: 'connected' as const,
      expires_at: inFuture(0),
      ...change,
    })
    const session = (age: number) => ({
      leaf_user_id: 'leaf-1',
      origin: 'https://farm.example.com',
      can: '[]',
      expires_at: inFuture(-age),
    })
    /** Rows of this age, all called by this name. */
    const fill = async (id: string, { minutes, days }: { minutes: number; days: number }): Promise<void> => {
      await kysely
        .insertInto('sessions')
        .values({ ...session(minutes), session_id: id, token_hash: id })
        .execute()
      await kysely
        .insertInto('session_tickets')
        .values({ ...session(minutes), ticket_hash: id, session_seconds: 1800 })
        .execute()
      await kysely
        .insertInto('attempts')
        .values([
          attempt(id, { settled_at: inFuture(-days) }),
          attempt(`${id}, prefetched`, { status: 'created', expires_at: inFuture(-minutes) }),
        ])
        .execute()
      await kysely
        .insertInto('attempt_events')
        .values([
          { attempt_id: id, name: 'settled' },
          { attempt_id: `${id}, prefetched`, name: 'created' },
        ])
        .execute()
      await kysely
        .insertInto('tickets')
        .values({ ticket_hash: id, attempt_id: 'young', expires_at: inFuture(-minutes) })
        .execute()
      await kysely
        .insertInto('links')
        .values({
          link_id: id,
          secret_hash: id,
          made_by: 'default',
          leaf_user_id: 'leaf-1',
          subject: 'North Ridge Farm',
          max_completions: 1,
          idempotency_key: id,
          body_hash: id,
          expires_at: inFuture(-days),
        })
        .execute()
      await kysely
        .insertInto('leaf_user_claims')
        .values({ external_id: id, claimed_by: id, claimed_until: inFuture(-minutes) })
        .execute()
      await kysely
        .insertInto('connections')
        .values([
          { leaf_user_id: id, provider: 'CNHI', known: null, known_at: inFuture(-days) },
          { leaf_user_id: id, provider: 'JohnDeere', known: '{}', known_at: inFuture(-days) },
          { leaf_user_id: id, provider: 'CNHIFieldOps', known_at: inFuture(-days), disconnect_generation: 1 },
          { leaf_user_id: id, provider: 'ClimateFieldView', known_at: inFuture(-days), lease_until: inFuture(HOUR) },
        ])
        .execute()
      await kysely
        .insertInto('webhooks')
        .values({
          webhook_id: id,
          type: 'connection.connected',
          leaf_user_id: id,
          provider: 'CNHI',
          body: '{}',
          status: 'delivered',
          created_at: inFuture(-days),
          ended_at: inFuture(-days),
        })
        .execute()
      await kysely
        .insertInto('rate_limits')
        .values({ key: id, points: 1, expires_at: inFuture(-minutes) })
        .execute()
      await kysely.insertInto('leaf_users').values({ external_id: id, leaf_user_id: id }).execute()
    }
    await kysely
      .insertInto('attempts')
      .values(attempt('young', { settled_at: inFuture(0) }))
      .execute()
    await fill('old', { minutes: 61 * MINUTE, days: 91 * DAY })
    await fill('fresh', { minutes: -MINUTE, days: 89 * DAY })

    await tidy(kysely, AUDIT_DAYS)

    const named = async (table: keyof Tables, column: string): Promise<unknown[]> => {
      const { rows } = await sql<{ id: string }>`
        select ${sql.ref(column)} as id from ${sql.table(`${HITCH_SCHEMA}.${table}`)} order by 1`.execute(kysely)
      return rows.map(({ id }) => id)
    }
    const left = {
      sessions: await named('sessions', 'session_id'),
      session_tickets: await named('session_tickets', 'ticket_hash'),
      attempts: await named('attempts', 'attempt_id'),
      attempt_events: await named('attempt_events', 'attempt_id'),
      tickets: await named('tickets', 'ticket_hash'),
      links: await named('links', 'link_id'),
      leaf_user_claims: await named('leaf_user_claims', 'external_id'),
      webhooks: await named('webhooks', 'webhook_id'),
      rate_limits: await named('rate_limits', 'key'),
      leaf_users: await named('leaf_users', 'external_id'),
    }
    expect(left).toEqual({
      sessions: ['fresh'],
      session_tickets: ['fresh'],
      attempts: ['fresh', 'fresh, prefetched', 'young'],
      attempt_events: ['fresh', 'fresh, prefetched'],
      tickets: ['fresh'],
      links: ['fresh'],
      leaf_user_claims: ['fresh'],
      webhooks: ['fresh'],
      rate_limits: ['fresh'],
      // Who is who: one row per grower, for as long as he is not forgotten.
      leaf_users: ['fresh', 'old'],
    })
    const connections = await kysely
      .selectFrom('connections')
      .select(['leaf_user_id', 'provider'])
      .where('leaf_user_id', '=', 'old')
      .orderBy('provider')
      .execute()
    // What is attached, about to be taken down or worked on.
    expect(connections.map(({ provider }) => provider)).toEqual(
      ['CNHIFieldOps', 'ClimateFieldView', 'JohnDeere'].toSorted(),
    )
    expect(await named('connections', 'leaf_user_id')).toHaveLength(3 + 4)

    // A table that is new must say here what becomes of its rows.
    const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = ${HITCH_SCHEMA} and table_name not like 'kysely%'`.execute(kysely)
    expect(tables.rows.map(({ name }) => name).toSorted()).toEqual([...Object.keys(left), 'connections'].toSorted())
  })

  // PGlite has one connection: nobody can come in between.
  if (kind === 'PGlite') return
  test('a connection at which a wish is written just now stays, with the generation that it drew', async () => {
    const { kysely } = database().it
    const key = { leafUserId: `${kind} wishes`, provider: 'CNHI' } as const
    const row = () =>
      kysely
        .selectFrom('connections')
        .select('generation')
        .where('leaf_user_id', '=', key.leafUserId)
        .executeTakeFirst()
    await kysely.insertInto('connections').values({ leaf_user_id: key.leafUserId, provider: 'CNHI' }).execute()
    const tidying = await kysely.transaction().execute(async (transaction) => {
      await drawGeneration(transaction, key, 'attach')
      await transaction
        .insertInto('attempts')
        .values({
          attempt_id: key.leafUserId,
          leaf_user_id: key.leafUserId,
          origin: 'https://farm.example.com',
          session_id: key.leafUserId,
          provider: 'CNHI',
          mode: 'popup',
          return_url: 'https://farm.example.com/',
          status: 'attaching',
          expires_at: inFuture(HOUR),
        })
        .execute()
      const ended = tidy(kysely, AUDIT_DAYS)
      await expect
        .poll(async () => {
          const waits = sql<{ count: number }>`select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and query like 'delete from "hitch"."connections"%'`
          return (await waits.execute(kysely)).rows[0]?.count
        })
        .toBe(1)
      return { ended }
    })
    await tidying.ended
    expect(await row()).toEqual({ generation: 1 })
  })
})
