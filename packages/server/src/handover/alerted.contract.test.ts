import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createBench, eventually, type Bench, type Overrides } from '../testing/handover-bench.ts'
import { down, fails } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'
import { createOutbox } from '../webhooks/outbox.ts'

/** Reads are answered from memory for longer than any test lasts. */
const LASTING = { leafReadCache: 60_000 } as const

describeOnBoth((database) => {
  const connected = async (overrides: Overrides = {}) => {
    const outbox = createOutbox({ jobs: database().it.jobs.webhooks, randomBytes })
    const bench = createBench(database(), { outbox, ...overrides, timings: { ...LASTING, ...overrides.timings } })
    // No two of this file's credentials have the same id.
    const credentialId = `credential of ${bench.leafUserId}`
    await bench.outcome(await bench.handOver('code'))
    const standing = bench.leaf.standing()
    if (standing === null) throw new Error('nothing is attached')
    standing.id = credentialId
    await bench.context.database
      .updateTable('connections')
      .set({ known: JSON.stringify({ credentialId, status: 'connected', createdTime: standing.createdTime }) })
      .where('leaf_user_id', '=', bench.leafUserId)
      .execute()
    return { bench, standing, credentialId }
  }
  const told = async ({ context, leafUserId }: Bench): Promise<string[]> => {
    const rows = await context.database
      .selectFrom('webhooks')
      .select('type')
      .where('leaf_user_id', '=', leafUserId)
      .orderBy('created_at')
      .execute()
    return rows.map(({ type }) => type)
  }
  const looks = ({ leaf }: Bench): number => leaf.calls.filter(({ operation }) => operation === 'get').length
  const isQuiet = async ({ context, leafUserId }: Bench): Promise<void> => {
    await eventually(async () =>
      expect(
        await context.database
          .selectFrom('connections')
          .select(['alerted_at', 'recheck_at', 'lease_owner'])
          .where('leaf_user_id', '=', leafUserId)
          .executeTakeFirst(),
      ).toEqual({ alerted_at: null, recheck_at: null, lease_owner: null }),
    )
  }

  test('a connection in trouble is told at once, on every instance, though all had it in memory', async () => {
    const { bench, standing, credentialId } = await connected()
    const other = bench.beside({ idle: true })
    standing.statusWord = 'INVALID'
    expect(await other.connection()).toMatchObject({ status: 'connected' })
    await bench.handover.alerted(credentialId)
    await eventually(async () =>
      expect(await told(bench)).toEqual(['connection.connected', 'connection.needs_attention']),
    )
    expect(await other.connection()).toMatchObject({ status: 'needs_attention' })
    await isQuiet(bench)
  })

  test('until somebody has looked, nobody answers from memory', async () => {
    const { bench, standing, credentialId } = await connected()
    const other = bench.beside({ idle: true })
    standing.statusWord = 'INVALID'
    // Whoever was told dies before it has looked.
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    bench.leaf.next('get', (act) => held.then(act))
    await bench.handover.alerted(credentialId)
    await eventually(() => expect(bench.leaf.calls.at(-1)?.operation).toBe('get'))
    expect(await other.connection()).toMatchObject({ status: 'needs_attention' })
    expect(await told(bench)).toEqual(['connection.connected', 'connection.needs_attention'])
    release()
    await isQuiet(bench)
    expect(await told(bench)).toEqual(['connection.connected', 'connection.needs_attention'])
  })

  test('one that is late, comes again or is about nobody’s credential does no harm', async () => {
    const { bench, credentialId } = await connected()
    await Promise.all([1, 2, 3].map(() => bench.handover.alerted(credentialId)))
    await bench.handover.alerted('nobody’s')
    await isQuiet(bench)
    expect(await bench.connection()).toMatchObject({ status: 'connected' })
    expect(await told(bench)).toEqual(['connection.connected'])
  })

  test('Leaf is asked until it answers', async () => {
    const { bench, standing, credentialId } = await connected()
    standing.statusWord = 'INVALID'
    bench.leaf.always(
      'get',
      fails(() => down(503)),
    )
    const before = looks(bench)
    await bench.handover.alerted(credentialId)
    // More often than a connection that is merely checked is looked at.
    await eventually(() => expect(looks(bench) - before).toBeGreaterThan(4))
    expect(await told(bench)).toEqual(['connection.connected'])
    bench.leaf.always('get', null)
    await eventually(async () => expect(await told(bench)).toContain('connection.needs_attention'))
    await isQuiet(bench)
  })

  test('an alert that comes while Leaf is asked is looked into by itself', async () => {
    const { bench, standing, credentialId } = await connected()
    bench.leaf.next('get', async (act) => {
      const stale = await act()
      standing.statusWord = 'INVALID'
      await bench.handover.alerted(credentialId)
      return stale
    })
    await bench.handover.alerted(credentialId)
    await eventually(async () => expect(await told(bench)).toContain('connection.needs_attention'))
    await isQuiet(bench)
  })

  test('during a reconnect an alert about the old credential changes nothing', async () => {
    const { bench, standing, credentialId } = await connected()
    standing.statusWord = 'INVALID'
    bench.leaf.next('post', async (act) => {
      await bench.handover.alerted(credentialId)
      return await act()
    })
    await bench.outcome(await bench.handOver('code 2'))
    await isQuiet(bench)
    expect(await bench.connection()).toMatchObject({ status: 'connected' })
    expect(await told(bench)).toEqual(['connection.connected', 'connection.connected'])
  })
})
