import { randomBytes } from 'node:crypto'
import type { WebhookEvent } from '@hitch/protocol'
import { expect, test } from 'vitest'
import { createBench, eventually, type Bench, type Overrides } from '../testing/handover-bench.ts'
import { down, fails } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'
import { createOutbox } from '../webhooks/outbox.ts'

/** Reads ask Leaf each time: what is seen is never a memory. */
const FORGETFUL = { leafReadCache: 0 } as const

describeOnBoth((database) => {
  const begin = (overrides: Overrides = {}): Bench => {
    const outbox = createOutbox({ jobs: database().it.jobs.webhooks, randomBytes })
    return createBench(database(), { outbox, ...overrides, timings: { ...FORGETFUL, ...overrides.timings } })
  }

  /** All that the host's backend will be told of this bench's Leaf user, oldest first. */
  const told = async ({ context, leafUserId }: Bench): Promise<WebhookEvent[]> => {
    const rows = await context.database
      .selectFrom('webhooks')
      .select('body')
      .where('leaf_user_id', '=', leafUserId)
      .orderBy('created_at')
      .execute()
    return rows.map(({ body }) => JSON.parse(body) as WebhookEvent)
  }
  const types = async (bench: Bench): Promise<string[]> => (await told(bench)).map(({ type }) => type)

  test('each change is told once, however often it is seen: connected, needs attention, connected, gone', async () => {
    const bench = begin()
    const { leafUserId } = bench
    await bench.context.database
      .insertInto('leaf_users')
      .values({ external_id: `member of ${leafUserId}`, leaf_user_id: leafUserId })
      .execute()
    const lookOften = async () => {
      const other = bench.beside({ idle: true })
      await Promise.all([bench.connection(), other.connection(), bench.connection()])
      await bench.connection()
    }
    await lookOften()
    expect(await told(bench)).toEqual([])

    const attemptId = await bench.handOver('code 1')
    await bench.outcome(attemptId)
    await lookOften()
    const of = { leafUserId, externalId: `member of ${leafUserId}`, provider: 'CNHIFieldOps' }
    expect(await told(bench)).toEqual([
      {
        type: 'connection.connected',
        timestamp: expect.any(String),
        data: { ...of, attemptId, connection: expect.objectContaining({ status: 'connected' }) },
      },
    ])

    const standing = bench.leaf.standing()
    if (standing !== null) standing.statusWord = 'INVALID'
    await lookOften()
    expect((await told(bench)).slice(1)).toEqual([
      {
        type: 'connection.needs_attention',
        timestamp: expect.any(String),
        data: { ...of, connection: expect.objectContaining({ status: 'needs_attention' }) },
      },
    ])

    if (standing !== null) standing.statusWord = 'OK'
    await lookOften()
    const [, , healed, ...none] = await told(bench)
    expect(none).toEqual([])
    expect(healed).toMatchObject({ type: 'connection.connected', data: { connection: { status: 'connected' } } })
    expect(healed?.data).not.toHaveProperty('attemptId')

    await bench.handover.disconnect(leafUserId, 'CNHIFieldOps')
    await bench.handover.disconnect(leafUserId, 'CNHIFieldOps')
    await lookOften()
    const [last, ...more] = (await told(bench)).slice(3)
    expect(more).toEqual([])
    expect(last).toEqual({ type: 'connection.disconnected', timestamp: expect.any(String), data: of })
  })

  test('a reconnect that takes the old credential down is told as connected, and nothing between', async () => {
    const bench = begin()
    await bench.outcome(await bench.handOver('code 1'))
    bench.leaf.switches.repeatedAttach = 'conflict'
    // Whoever looks while the old one is down sees nothing attached.
    bench.leaf.next('delete', async (act) => {
      await act()
      await bench.beside({ idle: true }).connection()
    })
    await bench.outcome(await bench.handOver('code 2'))
    expect(bench.leaf.calls.some(({ operation }) => operation === 'delete')).toBe(true)
    expect(await types(bench)).toEqual(['connection.connected', 'connection.connected'])
  })

  test('a failed attempt is told with its code, and the working connection behind it not at all', async () => {
    const bench = begin()
    await bench.outcome(await bench.handOver('code 1'))
    bench.leaf.next('post', () => Promise.resolve({ kind: 'refused', status: 400 }))
    const attemptId = await bench.handOver('code 2')
    await bench.outcome(attemptId)
    await bench.connection()
    const [, failed, ...more] = await told(bench)
    expect(more).toEqual([])
    expect(failed).toMatchObject({
      type: 'attempt.failed',
      data: { attemptId, error: { code: 'credential_rejected', retry: expect.any(String) } },
    })
  })

  test('an exchange that was cut is told as failed', async () => {
    const bench = begin()
    const { attemptId } = await bench.consumed({ lease_until: new Date(Date.now() - 1_000) })
    await bench.outcome(attemptId)
    expect(await told(bench)).toMatchObject([
      { type: 'attempt.failed', data: { attemptId, error: { code: 'exchange_interrupted' } } },
    ])
  })

  test('an attempt that was cancelled or ran out is nobody’s failure', async () => {
    const bench = begin()
    const { attemptId } = await bench.consumed({
      status: 'started',
      code_consumed_at: null,
      lease_owner: null,
      lease_until: null,
      expires_at: new Date(Date.now() - 1_000),
    })
    await bench.outcome(attemptId)
    expect(await told(bench)).toEqual([])
  })

  test('what was there when it was first looked at was not connected just now; if it is broken, that is told', async () => {
    const bench = begin()
    bench.leaf.put({ refreshToken: 'old' })
    expect(await bench.connection()).toMatchObject({ status: 'connected' })
    expect(await told(bench)).toEqual([])
    const broken = begin()
    broken.leaf.put({ refreshToken: 'old' }, 'EXPIRED')
    expect(await broken.connection()).toMatchObject({ status: 'needs_attention' })
    expect(await types(broken)).toEqual(['connection.needs_attention'])
  })

  test('a disconnect that waits for Leaf is told once Leaf has done it', async () => {
    const bench = begin()
    await bench.outcome(await bench.handOver('code 1'))
    bench.leaf.always(
      'delete',
      fails(() => down(503)),
    )
    expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
    expect(await types(bench)).toEqual(['connection.connected'])
    bench.leaf.always('delete', null)
    await eventually(async () =>
      expect(await types(bench)).toEqual(['connection.connected', 'connection.disconnected']),
    )
  })

  test('an event that cannot be written down takes the change back with it, and is told by the next try', async () => {
    const kept = createOutbox({ jobs: database().it.jobs.webhooks, randomBytes })
    let isBroken = true
    const bench = begin({
      outbox: {
        add: async (transaction, happening) => {
          await kept.add(transaction, happening)
          if (isBroken) throw new Error('the process died here')
        },
      },
      timings: { leaseLifetime: 200, leaseRenewal: 50 },
    })
    const attemptId = await bench.handOver('code 1')
    await eventually(() => expect(bench.logged.join('')).toContain('a run of the hand-over broke off'))
    expect((await bench.attempt(attemptId)).settled_at).toBeNull()
    expect(await told(bench)).toEqual([])
    isBroken = false
    await bench.outcome(attemptId)
    expect(await types(bench)).toEqual(['connection.connected'])
  })

  test('John Deere without an organization is told as failed, and as connected once one is listed', async () => {
    const bench = begin()
    const attemptId = await bench.handOver('code 1', 'JohnDeere')
    await bench.handover.endOrganizations(attemptId)
    await bench.outcome(attemptId)
    expect(await types(bench)).toEqual(['attempt.failed'])
    expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' })
    expect(await types(bench)).toEqual(['attempt.failed'])
    bench.leaf.switches.organizations = [{ id: 'org-1', connected: true }]
    expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' })
    expect(await types(bench)).toEqual(['attempt.failed', 'connection.connected'])
  })

  test('where events are told only from now on, what was there before is no news', async () => {
    const deaf = createBench(database(), { timings: FORGETFUL })
    await deaf.outcome(await deaf.handOver('code 1'))
    const bench = begin({ leaf: deaf.leaf, leafUserId: deaf.leafUserId })
    expect(await bench.connection()).toMatchObject({ status: 'connected' })
    expect(await told(bench)).toEqual([])
    await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
    expect(await types(bench)).toEqual(['connection.disconnected'])
  })

  test('no event carries a token', async () => {
    const bench = begin()
    bench.leaf.switches.token = 'rotated'
    bench.leaf.put({ refreshToken: 'CANARY old', clientSecret: 'CANARY secret' }, 'INVALID')
    await bench.connection()
    await bench.outcome(await bench.handOver('CANARY code'))
    const { id: credentialId = '' } = bench.leaf.standing() ?? {}
    await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
    const events = await told(bench)
    expect(events).toHaveLength(3)
    expect(credentialId).toMatch(/^credential-/)
    const written = JSON.stringify(events)
    for (const secret of ['CANARY', 'token of', 'rotated', credentialId]) expect(written).not.toContain(secret)
  })
})
