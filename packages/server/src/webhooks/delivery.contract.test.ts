import { randomBytes } from 'node:crypto'
import { createUpstream } from '@hitch/providers'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { inFuture } from '../database/clock.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { eventually } from '../testing/handover-bench.ts'
import { QUICK } from '../testing/quick-timings.ts'
import { describeOnBoth, type TestDatabase } from '../testing/test-database.ts'
import { receiveWebhooks } from '../testing/webhook-receiver.ts'
import { DEFAULT_TIMINGS, type Timings } from '../timings.ts'
import { createDelivery } from './delivery.ts'
import type { WebhookEndpoint } from './endpoint.ts'
import { listWebhooks, replayWebhooks } from './operate-webhooks.ts'
import { createOutbox } from './outbox.ts'
import { claimDue, recordTry, tidyWebhooks } from './webhook-rows.ts'

const QUICKEST = { ...DEFAULT_TIMINGS, ...QUICK }

const deliver = async (
  database: ConnectDatabase,
  endpoint: WebhookEndpoint,
  timings: Partial<Timings> = {},
): Promise<void> => {
  const log = pino({ level: 'silent' })
  const delivery = createDelivery({
    database: database.kysely,
    endpoint,
    jobs: database.jobs.webhooks,
    log,
    randomBytes,
    timings: { ...QUICKEST, ...timings },
    upstream: createUpstream({ log }),
  })
  onTestFinished(() => delivery.stop())
  await delivery.start()
}

/** Events as the hand-over leaves them, in a transaction each. Resolves with their ids. */
const happen = async ({ it: database }: TestDatabase, leafUserId: string, count = 1): Promise<string[]> => {
  const outbox = createOutbox({ jobs: database.jobs.webhooks, randomBytes })
  for (let index = 0; index < count; index += 1) {
    await database.kysely
      .transaction()
      .execute((transaction) =>
        outbox.add(transaction, { type: 'connection.disconnected', data: { leafUserId, provider: 'CNHI' } }),
      )
  }
  return (await listWebhooks(database, { leafUserId })).map(({ webhookId }) => webhookId)
}

describeOnBoth((database) => {
  /** Of a Leaf user that no other test has: what one test leaves behind is not delivered to another's receiver. */
  const begin = async () => {
    await database().it.kysely.deleteFrom('webhooks').execute()
    const receiver = await receiveWebhooks()
    const leafUserId = `leaf-${randomBytes(8).toString('hex')}`
    const entry = async () => (await listWebhooks(database().it, { leafUserId }))[0]
    return { ...receiver, leafUserId, entry }
  }

  test('what was committed before a crash is delivered by whoever comes after, signed', async () => {
    const { endpoint, received, leafUserId, entry } = await begin()
    const [webhookId] = await happen(database(), leafUserId)
    await deliver(await database().another(), endpoint)
    await eventually(async () =>
      expect(await entry()).toMatchObject({ status: 'delivered', tries: 1, lastAnswer: '204' }),
    )
    expect(received).toHaveLength(1)
    expect(received[0]?.id).toBe(webhookId)
    expect(received[0]?.event).toEqual({
      type: 'connection.disconnected',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { leafUserId, provider: 'CNHI' },
    })
    expect(received[0]?.headers['content-type']).toBe('application/json')
  })

  test('what a process had taken when it died is sent again, as the same event', async () => {
    const { endpoint, received, leafUserId, entry } = await begin()
    await happen(database(), leafUserId)
    const claimed = await claimDue(database().it.kysely, { most: 10, lifetime: 300 })
    expect(claimed).toHaveLength(1)
    await deliver(database().it, endpoint)
    await eventually(async () => expect(await entry()).toMatchObject({ status: 'delivered', tries: 2 }))
    expect(received.map(({ id }) => id)).toEqual([claimed[0]?.webhookId])
  })

  test('a rollback sends nothing', async () => {
    const { leafUserId } = await begin()
    const { kysely, jobs } = database().it
    const outbox = createOutbox({ jobs: jobs.webhooks, randomBytes })
    const rolledBack = kysely.transaction().execute(async (transaction) => {
      await outbox.add(transaction, { type: 'connection.disconnected', data: { leafUserId, provider: 'CNHI' } })
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    expect(await listWebhooks(database().it, { leafUserId })).toEqual([])
  })

  test('a receiver that answers 500 and then 200 gets the same event twice', async () => {
    const { endpoint, received, answers, leafUserId, entry } = await begin()
    answers.push(500, 200)
    await happen(database(), leafUserId)
    await deliver(database().it, endpoint)
    await eventually(async () =>
      expect(await entry()).toMatchObject({ status: 'delivered', tries: 2, lastAnswer: '200' }),
    )
    expect(received).toHaveLength(2)
    expect(received[1]).toMatchObject({ id: received[0]?.id, body: received[0]?.body })
  })

  test('a receiver that hangs is left after the timeout, and holds up neither other events nor the database', async () => {
    const { endpoint, received, answers, leafUserId } = await begin()
    answers.push(...Array.from({ length: 8 }, () => 'hang' as const))
    await happen(database(), leafUserId, 9)
    const other = await database().another()
    await deliver(other, endpoint, { webhookTimeout: 500, webhookClaim: 5_000, webhookRetries: [60_000] })
    await eventually(() => expect(received).toHaveLength(9))
    // More hang than the pool has connections: each was given back before the receiver was asked.
    await eventually(async () => expect(await listWebhooks(other, { leafUserId, status: 'delivered' })).toHaveLength(1))
    await eventually(async () => {
      const waiting = await listWebhooks(other, { leafUserId, status: 'waiting' })
      expect(waiting.map(({ lastAnswer }) => lastAnswer)).toEqual(Array.from({ length: 8 }, () => 'timeout'))
    })
  })

  test('410 ends an event; the next one is sent all the same', async () => {
    const { endpoint, received, answers, leafUserId, entry } = await begin()
    answers.push(410)
    await happen(database(), leafUserId)
    await deliver(database().it, endpoint)
    await eventually(async () => expect(await entry()).toMatchObject({ status: 'refused', tries: 1, nextTryAt: null }))
    await happen(database(), leafUserId)
    await eventually(async () => expect(await entry()).toMatchObject({ status: 'delivered' }))
    expect(received).toHaveLength(2)
  })

  test('a redirect is a failure and is not followed; after the last try an event is given up', async () => {
    const { endpoint, received, answers, leafUserId, entry } = await begin()
    const elsewhere = await receiveWebhooks()
    const redirect: (typeof answers)[number] = (response) =>
      response.writeHead(307, { location: elsewhere.endpoint.url }).end()
    answers.push(redirect, 404, redirect)
    await happen(database(), leafUserId)
    await deliver(database().it, endpoint)
    await eventually(async () =>
      expect(await entry()).toMatchObject({ status: 'given_up', tries: 3, lastAnswer: 'redirected' }),
    )
    expect(received).toHaveLength(3)
    expect(elsewhere.received).toEqual([])
  })

  test('Retry-After is waited for, and a 2xx counts before its body', async () => {
    const { endpoint, answers, leafUserId, entry } = await begin()
    answers.push((response) => response.writeHead(429, { 'retry-after': '600' }).end())
    await happen(database(), leafUserId)
    await deliver(database().it, endpoint)
    await eventually(async () => expect(await entry()).toMatchObject({ lastAnswer: '429' }))
    const waits = ((await entry())?.nextTryAt?.getTime() ?? 0) - Date.now()
    expect(waits).toBeGreaterThan(500_000)
    answers.push((response) => {
      response.writeHead(200)
      response.write('it goes on and on')
    })
    await happen(database(), leafUserId)
    await eventually(async () =>
      expect(await entry()).toMatchObject({ status: 'delivered', tries: 1, lastAnswer: '200' }),
    )
  })

  test('two instances deliver each event once between them', async () => {
    const { endpoint, received, answers, leafUserId } = await begin()
    const slowly = (response: Parameters<Extract<(typeof answers)[number], (...args: never) => unknown>>[0]) =>
      void setTimeout(() => response.writeHead(204).end(), 20)
    answers.push(...Array.from({ length: 40 }, () => slowly))
    const ids = await happen(database(), leafUserId, 40)
    await Promise.all([deliver(database().it, endpoint), deliver(await database().another(), endpoint)])
    await eventually(async () =>
      expect(await listWebhooks(database().it, { leafUserId, status: 'delivered' })).toHaveLength(40),
    )
    expect(received.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })

  test('an operator replays events by id, by status and by time, as the same events', async () => {
    const { endpoint, received, leafUserId } = await begin()
    const { it } = database()
    await deliver(it, endpoint)
    const ids = await happen(database(), leafUserId, 2)
    const allDelivered = (count: number) =>
      eventually(async () => {
        expect(received).toHaveLength(count)
        expect(await listWebhooks(it, { leafUserId, status: 'delivered' })).toHaveLength(2)
      })
    await allDelivered(2)
    expect(await replayWebhooks(it, { ids: [ids[0] ?? '', 'msg_unknown'] })).toBe(1)
    await allDelivered(3)
    expect(received[2]).toMatchObject({ id: ids[0], body: received.find(({ id }) => id === ids[0])?.body })
    expect(await replayWebhooks(it, { status: 'given_up', leafUserId })).toBe(0)
    expect(await replayWebhooks(it, { leafUserId, until: new Date(Date.now() - 60_000) })).toBe(0)
    expect(await replayWebhooks(it, { leafUserId, from: new Date(Date.now() - 60_000) })).toBe(2)
    await allDelivered(5)
    await expect(replayWebhooks(it, {})).rejects.toThrow(TypeError)
  })

  test('a replayed event has all its tries before it, also when it was given up', async () => {
    const { endpoint, answers, leafUserId, entry } = await begin()
    const { it } = database()
    await happen(database(), leafUserId)
    await it.kysely
      .updateTable('webhooks')
      .set({ status: 'given_up', tries: 3, next_try_at: null, ended_at: inFuture(0) })
      .execute()
    answers.push(500, 500, 204)
    await deliver(it, endpoint)
    expect(await replayWebhooks(it, { status: 'given_up' })).toBe(1)
    await eventually(async () => expect(await entry()).toMatchObject({ status: 'delivered', tries: 3 }))
  })

  test('an event that is replayed while it is tried is sent once more, whatever comes of that try', async () => {
    const { leafUserId, entry } = await begin()
    const { it } = database()
    await happen(database(), leafUserId)
    const [claimed] = await claimDue(it.kysely, { most: 1, lifetime: 60_000 })
    if (claimed === undefined) throw new Error('nothing was due')
    await replayWebhooks(it, { leafUserId })
    await recordTry(it.kysely, claimed, { status: 'delivered', said: '204' })
    expect(await entry()).toMatchObject({ status: 'waiting', tries: 0 })
    expect(await claimDue(it.kysely, { most: 1, lifetime: 60_000 })).toMatchObject([{ webhookId: claimed.webhookId }])
  })

  test('what ended long ago is cleared away; what waits, or has ended since, stays', async () => {
    const { leafUserId } = await begin()
    const { it } = database()
    const DAY = 24 * 60 * 60_000
    const ids = await happen(database(), leafUserId, 4)
    const change = async (index: number, set: Record<string, unknown>) =>
      await it.kysely
        .updateTable('webhooks')
        .set({ created_at: inFuture(-9 * DAY), ...set })
        .where('webhook_id', '=', ids[index] ?? '')
        .execute()
    await change(0, { status: 'delivered', next_try_at: null, ended_at: inFuture(-8 * DAY) })
    await change(1, { status: 'delivered', next_try_at: null, ended_at: inFuture(-DAY) })
    await change(2, { next_try_at: inFuture(DAY) })
    await change(3, { next_try_at: inFuture(-8 * DAY) })
    await tidyWebhooks(it.kysely, 7)
    const left = await listWebhooks(it, { leafUserId })
    expect(left.map(({ webhookId }) => webhookId).toSorted()).toEqual([ids[1] ?? '', ids[2] ?? ''].toSorted())
  })
})
