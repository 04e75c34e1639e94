import { expect, test } from 'vitest'
import { inFuture } from '../database/clock.ts'
import type { WakeUp } from '../database/jobs.ts'
import { LeafError } from '../leaf/leaf.ts'
import { createBench, eventually, type Overrides } from '../testing/handover-bench.ts'
import { describeOnBoth } from '../testing/test-database.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

describeOnBoth((database) => {
  test('a started attempt whose time is over ends expired; one whose code is consumed does not', async () => {
    const bench = createBench(database())
    const started = { status: 'started', code_consumed_at: null, lease_owner: null, lease_until: null } as const
    const over = await bench.consumed({ ...started, expires_at: new Date(Date.now() - 1_000) })
    const going = await bench.consumed(started)
    expect(await bench.outcome(over.attemptId)).toMatchObject({ status: 'expired', error_code: 'attempt_expired' })
    expect((await bench.attempt(going.attemptId)).status).toBe('started')
  })

  test('what a dead process holds is taken up when its lease lapses, not at the next sweep', async () => {
    const dead = createBench(database(), { idle: true })
    const { attemptId: exchanging } = await dead.consumed({ lease_until: new Date(Date.now() + 500) })
    const handing = dead.beside({ leafUserId: `${dead.leafUserId} handing` })
    const { attemptId, leaseOwner } = await handing.consumed()
    await handing.handover.exchange(attemptId, 'code', leaseOwner)
    await database()
      .it.kysely.insertInto('connections')
      .values({
        leaf_user_id: handing.leafUserId,
        provider: 'CNHIFieldOps',
        lease_owner: 'dead',
        lease_until: inFuture(500),
      })
      .onConflict((row) =>
        row.columns(['leaf_user_id', 'provider']).doUpdateSet({ lease_owner: 'dead', lease_until: inFuture(500) }),
      )
      .execute()
    const begun = performance.now()
    const successor = handing.beside({ idle: false, timings: { sweepInterval: 10_000 } })
    expect(await successor.outcome(exchanging)).toMatchObject({ error_code: 'exchange_interrupted' })
    expect(await successor.outcome(attemptId)).toMatchObject({ status: 'connected' })
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('what is long over is cleared away; what is only just over, or not yet, stays', async () => {
    const bench = createBench(database(), { idle: true })
    const { kysely } = database().it
    const name = bench.leafUserId
    const attemptOf = async (id: string, age: number, status: 'created' | 'connected') =>
      await bench
        .consumed({ status, code_consumed_at: null, expires_at: new Date(Date.now() - age), session_id: id })
        .then(({ attemptId }) => attemptId)
    const session = (id: string, age: number) => ({
      session_id: `${name} ${id}`,
      token_hash: `${name} ${id}`,
      leaf_user_id: name,
      origin: 'https://farm.example.com',
      can: '[]',
      expires_at: inFuture(-age),
    })
    await kysely
      .insertInto('sessions')
      .values([session('old', 2 * HOUR), session('fresh', 1_000), session('live', -HOUR)])
      .execute()
    const prefetched = await attemptOf('prefetched', 2 * HOUR, 'created')
    const stale = await attemptOf('stale', 1_000, 'created')
    const ended = await attemptOf('ended', 2 * HOUR, 'connected')
    await kysely
      .insertInto('tickets')
      .values([
        { ticket_hash: `${name} old`, attempt_id: ended, expires_at: inFuture(-2 * HOUR) },
        { ticket_hash: `${name} stale`, attempt_id: stale, expires_at: inFuture(-1_000) },
        { ticket_hash: `${name} prefetched`, attempt_id: prefetched, expires_at: inFuture(-2 * HOUR) },
      ])
      .execute()
    const sessionTicket = (id: string, age: number) => ({
      ticket_hash: `${name} ${id}`,
      leaf_user_id: name,
      origin: 'https://farm.example.com',
      can: '[]',
      session_seconds: 1800,
      expires_at: inFuture(-age),
    })
    await kysely
      .insertInto('session_tickets')
      .values([sessionTicket('old', 2 * HOUR), sessionTicket('fresh', 1_000), sessionTicket('live', -HOUR)])
      .execute()

    bench.beside({ idle: false })
    await eventually(async () => {
      const sessionTickets = await kysely
        .selectFrom('session_tickets')
        .select('ticket_hash')
        .where('leaf_user_id', '=', name)
        .execute()
      expect(sessionTickets.map((row) => row.ticket_hash).toSorted()).toEqual([`${name} fresh`, `${name} live`])
      const sessions = await kysely
        .selectFrom('sessions')
        .select('session_id')
        .where('leaf_user_id', '=', name)
        .execute()
      expect(sessions.map((row) => row.session_id).toSorted()).toEqual([`${name} fresh`, `${name} live`])
      const attempts = await kysely
        .selectFrom('attempts')
        .select('attempt_id')
        .where('leaf_user_id', '=', name)
        .execute()
      expect(attempts.map((row) => row.attempt_id).toSorted()).toEqual([stale, ended].toSorted())
      const tickets = await kysely
        .selectFrom('tickets')
        .select('ticket_hash')
        .where('ticket_hash', 'like', `${name}%`)
        .execute()
      expect(tickets.map((row) => row.ticket_hash)).toEqual([`${name} stale`])
    })
  })

  test('a settled attempt is deleted with its events once its days are over, an open one never', async () => {
    const bench = createBench(database(), { idle: true })
    const { kysely } = database().it
    const attemptOf = async (age: number | null, status: 'connected' | 'choosing_organizations') => {
      const { attemptId } = await bench.consumed({
        status,
        created_at: new Date(Date.now() - 400 * DAY),
        settled_at: age === null ? null : new Date(Date.now() - age),
      })
      await kysely.insertInto('attempt_events').values({ attempt_id: attemptId, name: 'settled' }).execute()
      return attemptId
    }
    const [old, young] = [await attemptOf(91 * DAY, 'connected'), await attemptOf(89 * DAY, 'connected')]
    const open = await attemptOf(null, 'choosing_organizations')
    await kysely
      .insertInto('tickets')
      .values({ ticket_hash: old, attempt_id: old, expires_at: inFuture(DAY) })
      .execute()
    bench.beside({ idle: false })
    const left = async (table: 'attempts' | 'attempt_events') => {
      const rows = await kysely
        .selectFrom(table)
        .select('attempt_id')
        .where('attempt_id', 'in', [old, young, open])
        .execute()
      return new Set(rows.map((row) => row.attempt_id))
    }
    await eventually(async () => expect(await left('attempts')).toEqual(new Set([young, open])))
    expect(await left('attempt_events')).toEqual(new Set([young, open]))
  })

  test('a link goes when its days are over; the attempts that count its uses go with it, and not before', async () => {
    const bench = createBench(database(), { idle: true })
    const { kysely } = database().it
    const linkOf = async (id: string, age: number): Promise<{ linkId: string; attemptId: string }> => {
      const linkId = `${bench.leafUserId} ${id}`
      await kysely
        .insertInto('links')
        .values({
          link_id: linkId,
          secret_hash: linkId,
          made_by: 'default',
          leaf_user_id: bench.leafUserId,
          subject: 'North Ridge Farm',
          max_completions: 1,
          body_hash: linkId,
          expires_at: inFuture(-age),
        })
        .execute()
      const settledAt = new Date(Date.now() - 100 * DAY)
      const { attemptId } = await bench.consumed({ status: 'connected', settled_at: settledAt, link_id: linkId })
      return { linkId, attemptId }
    }
    const [old, young] = [await linkOf('old', 91 * DAY), await linkOf('young', 89 * DAY)]
    bench.beside({ idle: false })
    const left = async () => {
      const ofUser = kysely.selectFrom('attempts').where('leaf_user_id', '=', bench.leafUserId)
      const attempts = await ofUser.select('attempt_id').execute()
      const links = await kysely
        .selectFrom('links')
        .select('link_id')
        .where('leaf_user_id', '=', bench.leafUserId)
        .execute()
      return { links: links.map((row) => row.link_id), attempts: attempts.map((row) => row.attempt_id) }
    }
    await eventually(async () => expect((await left()).attempts).not.toContain(old.attemptId))
    expect(await left()).toEqual({ links: [young.linkId], attempts: [young.attemptId] })
  })

  test('a server without the provider’s settings leaves what is sealed to one that has them', async () => {
    const bench = createBench(database(), { idle: true })
    const attemptId = await bench.handOver('code')
    const due = bench.context.database.updateTable('attempts').where('attempt_id', '=', attemptId)
    const without = bench.beside({ idle: false, without: 'CNHIFieldOps' })
    await expect
      .poll(async () => (await bench.attempt(attemptId)).next_run_at?.getTime() ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(Date.now() + 5_000)
    expect(await bench.attempt(attemptId)).toMatchObject({ settled_at: null, sealed_token: expect.any(String) })
    await without.handover.stop()
    await due.set({ next_run_at: new Date() }).execute()
    bench.beside({ idle: false })
    expect((await bench.outcome(attemptId)).status).toBe('connected')
    expect(bench.leaf.commits).toEqual(['token of code'])
  })

  test('without the provider’s settings for three days an attempt ends; a disconnect is kept', async () => {
    const bench = createBench(database(), { idle: true })
    const attemptId = await bench.handOver('code')
    await bench.context.database
      .updateTable('attempts')
      .set({ sealed_at: new Date(Date.now() - bench.context.timings.attachGiveUp - 1_000) })
      .where('attempt_id', '=', attemptId)
      .execute()
    const without = bench.beside({ idle: false, without: 'CNHIFieldOps' })
    expect(await bench.outcome(attemptId)).toMatchObject({ status: 'failed', error_code: 'provider_not_configured' })
    expect(await without.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
    await without.handover.stop()
  })

  /** A server, and whom it has woken. */
  const waking = (more: Overrides = {}) => {
    const woken: WakeUp[] = []
    const { jobs } = database().it
    const send: typeof jobs.send = async (transaction, wakeUp) => {
      woken.push(wakeUp)
      await jobs.send(transaction, wakeUp)
    }
    return { bench: createBench(database(), { ...more, jobs: { send } }), woken }
  }

  test('a stop comes to a safe point: the lease is given back, and another server is woken to go on at once', async () => {
    const { bench, woken } = waking()
    let arrive = (): void => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    bench.leaf.next('post', async (act) => {
      arrive()
      await new Promise((resolve) => setTimeout(resolve, 200))
      return await act()
    })
    const attemptId = await bench.handOver('code')
    await arrived
    woken.length = 0
    await bench.handover.stop()
    expect(woken).toEqual([{ leafUserId: bench.leafUserId, provider: 'CNHIFieldOps' }])
    const calls = bench.leaf.calls.length
    const connection = await bench.context.database
      .selectFrom('connections')
      .select(['lease_owner', 'lease_until'])
      .where('leaf_user_id', '=', bench.leafUserId)
      .executeTakeFirst()
    expect(connection).toEqual({ lease_owner: null, lease_until: null })
    // What Leaf answered last is written down, and nothing more was begun.
    const row = await bench.attempt(attemptId)
    expect(row.attached_at).not.toBeNull()
    expect(row.settled_at).toBeNull()
    expect(bench.leaf.calls).toHaveLength(calls)
    bench.beside()
    expect((await bench.outcome(attemptId)).status).toBe('connected')
    expect(bench.leaf.commits).toEqual(['token of code'])
  })

  test('for what a stopped server would have gone on with a moment later, another is woken too', async () => {
    const { bench, woken } = waking({ timings: { attachRetries: [60_000] }, sweeps: false })
    bench.leaf.next('post', () => Promise.reject(new LeafError('unavailable', 'Leaf is down', { sent: true })))
    const attemptId = await bench.handOver('code')
    await eventually(async () => expect((await bench.attempt(attemptId)).tries).toBe(1))
    woken.length = 0
    await bench.handover.stop()
    expect(woken).toEqual([{ leafUserId: bench.leafUserId, provider: 'CNHIFieldOps' }])
  })
})
