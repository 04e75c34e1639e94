import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { databaseNow, inFuture } from '../database/clock.ts'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import { down, fails, gate, lost } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

const pending = async ({ context, leafUserId }: Bench): Promise<number | null | undefined> =>
  (
    await context.database
      .selectFrom('connections')
      .select('disconnect_generation')
      .where('leaf_user_id', '=', leafUserId)
      .executeTakeFirst()
  )?.disconnect_generation

describeOnBoth((database) => {
  describe('disconnect', () => {
    test('takes the credential down, and says so at once', async () => {
      const bench = createBench(database())
      await bench.outcome(await bench.handOver('code'))
      expect(await bench.connection()).toBeDefined()
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('done')
      expect(bench.leaf.standing()).toBeNull()
      expect(await bench.connection()).toBeUndefined()
    })

    test('with nothing attached is done', async () => {
      const bench = createBench(database())
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('done')
    })

    test('while Leaf is down is durable: pending, shown as such, and done by whoever is there later', async () => {
      const bench = createBench(database())
      await bench.outcome(await bench.handOver('code'))
      bench.leaf.always(
        'delete',
        fails(() => down(503)),
      )
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      expect(await bench.connection()).toMatchObject({ disconnecting: true })
      await bench.handover.stop()
      bench.leaf.always('delete', null)
      const successor = bench.beside()
      await eventually(() => expect(bench.leaf.standing()).toBeNull())
      await eventually(async () => expect(await successor.connection()).toBeUndefined())
    })

    test('while Leaf hangs answers within its deadline', async () => {
      const bench = createBench(database())
      await bench.outcome(await bench.handOver('code'))
      const { hangs, open } = gate()
      bench.leaf.next('delete', hangs)
      const begun = performance.now()
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      expect(performance.now() - begun).toBeLessThan(1_500)
      open()
      await eventually(async () => expect(await bench.connection()).toBeUndefined())
    })

    test('of a pending attach: nothing is sent any more', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [300] } })
      bench.leaf.next('get', fails(lost))
      const attemptId = await bench.handOver('code')
      await eventually(() => expect(bench.leaf.calls).toHaveLength(1))
      await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
      expect(await bench.outcome(attemptId)).toMatchObject({ status: 'cancelled', error_code: null })
      await wait(500)
      expect(bench.leaf.calls.map(({ operation }) => operation)).toEqual(['get', 'delete'])
      expect(bench.leaf.standing()).toBeNull()
    })

    test('during the POST wins: what the POST attached is taken down', async () => {
      const bench = createBench(database())
      const { hangs, arrived, open } = gate()
      bench.leaf.next('post', hangs)
      const attemptId = await bench.handOver('code')
      await arrived
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      open()
      expect(await bench.outcome(attemptId)).toMatchObject({ status: 'cancelled', error_code: null })
      await eventually(async () => expect(await pending(bench)).toBeNull())
      expect(bench.leaf.commits).toEqual(['token of code'])
      expect(bench.leaf.standing()).toBeNull()
    })

    test('during a POST whose process stood still and lost its lease: the POST lands last, and is taken down', async () => {
      const bench = createBench(database())
      const { hangs, arrived, open } = gate()
      bench.leaf.next('post', hangs)
      const attemptId = await bench.handOver('code')
      await arrived
      // The process stands still: its lease lapses and another server goes on.
      const other = bench.beside()
      await bench.context.database
        .updateTable('connections')
        .set({ lease_owner: null, lease_until: null })
        .where('leaf_user_id', '=', bench.leafUserId)
        .execute()
      await other.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
      await bench.outcome(attemptId)
      // The disconnect is done, and the moment for a late POST is over, before the POST lands.
      await eventually(async () => expect(await pending(bench)).toBeNull())
      open()
      await eventually(() => expect(bench.leaf.commits).toEqual(['token of code']))
      await eventually(() => expect(bench.leaf.standing()).toBeNull())
      await eventually(async () => expect(await pending(bench)).toBeNull())
    })

    test('after a POST whose answer was lost and which lands later: taken down once more', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [200] } })
      bench.leaf.next('post', async (act) => {
        setTimeout(() => void act(), 200)
        return await Promise.reject(lost())
      })
      const attemptId = await bench.handOver('code')
      await eventually(async () => expect((await bench.attempt(attemptId)).tries).toBe(1))
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      await eventually(async () => expect(await pending(bench)).toBeNull())
      expect(bench.leaf.commits).toEqual(['token of code'])
      expect(bench.leaf.standing()).toBeNull()
    })

    test('overtaken by a new connection before Leaf heard of it is dropped', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [400] } })
      await bench.outcome(await bench.handOver('code 1'))
      bench.leaf.next('delete', fails(lost))
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      expect((await bench.outcome(await bench.handOver('code 2'))).status).toBe('connected')
      await wait(600)
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of code 2' })
      expect(await pending(bench)).toBeNull()
      expect(await bench.connection()).toEqual(expect.not.objectContaining({ disconnecting: true }))
    })

    test('ends a reopened organizations step', async () => {
      const bench = createBench(database())
      const { attemptId } = await bench.consumed({
        provider: 'JohnDeere',
        step: 'organizations',
        status: 'choosing_organizations',
        organizations_until: new Date(Date.now() + 60_000),
      })
      await bench.handover.disconnect(bench.leafUserId, 'JohnDeere')
      expect(await bench.attempt(attemptId)).toMatchObject({ status: 'cancelled' })
    })
  })

  describe('two attempts at one provider', () => {
    test('the older one is under way at Leaf: the newer one lands last', async () => {
      const bench = createBench(database())
      const { hangs, arrived, open } = gate()
      bench.leaf.next('post', hangs)
      const older = await bench.handOver('older')
      await arrived
      const newer = await bench.handOver('newer')
      open()
      expect(await bench.outcome(older)).toMatchObject({ status: 'cancelled', error_code: 'attempt_superseded' })
      expect(await bench.outcome(newer)).toMatchObject({ status: 'connected' })
      expect(bench.leaf.commits.at(-1)).toBe('token of newer')
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of newer' })
    })

    test('the older one waits for its turn: it sends nothing more', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [300] } })
      bench.leaf.next('get', fails(lost))
      const older = await bench.handOver('older')
      const newer = await bench.handOver('newer')
      expect(await bench.outcome(older)).toMatchObject({ status: 'cancelled', error_code: 'attempt_superseded' })
      expect((await bench.outcome(newer)).status).toBe('connected')
      expect(bench.leaf.commits).toEqual(['token of newer'])
    })

    test('the older one’s answer was lost and its POST lands late: the newer one waits for that', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [300] } })
      bench.leaf.next('post', async (act) => {
        setTimeout(() => void act(), 200)
        return await Promise.reject(lost())
      })
      const older = await bench.handOver('older')
      await eventually(async () => expect((await bench.attempt(older)).tries).toBe(1))
      const newer = await bench.handOver('newer')
      expect((await bench.outcome(newer)).status).toBe('connected')
      await wait(300)
      expect(bench.leaf.commits).toEqual(['token of older', 'token of newer'])
    })

    test('the older one had taken the old credential down: the newer one puts it back when it is refused', async () => {
      const bench = createBench(database(), { timings: { attachRetries: [300] } })
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.put({ refreshToken: 'old token' })
      bench.leaf.next(
        'post',
        (act) => act(),
        fails(() => down(429)),
        () => Promise.resolve({ kind: 'refused', status: 400 }),
      )
      const older = await bench.handOver('older')
      await eventually(async () => {
        const row = await bench.attempt(older)
        expect(row).toMatchObject({ tries: 1, posts: 2 })
        expect(row.sealed_previous).not.toBeNull()
      })
      const newer = await bench.handOver('newer')
      expect(await bench.outcome(older)).toMatchObject({ error_code: 'attempt_superseded' })
      expect(await bench.outcome(newer)).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'old token' })
    })
  })

  describe('two servers on one database', () => {
    test('fight for the same rows: each attempt is attached once', async () => {
      const bench = createBench(database(), { idle: true })
      const other = await database().another()
      const users = Array.from({ length: 12 }, (_, index) =>
        createBench(database(), { idle: true, leafUserId: `fought-${index}-${bench.leafUserId}` }),
      )
      const attempts = await Promise.all(users.map((user) => user.handOver('code')))
      const [one, two] = [bench.beside({ idle: false }), bench.beside({ idle: false, database: other })]
      for (const [index, user] of users.entries()) {
        expect((await user.outcome(attempts[index] ?? '')).status).toBe('connected')
        expect(user.leaf.commits).toEqual(['token of code'])
      }
      await Promise.all([one.handover.stop(), two.handover.stop()])
    })

    test('a lease that lapsed is taken over, and the one who held it does nothing more', async () => {
      const bench = createBench(database())
      const [look, post] = [gate(), gate()]
      bench.leaf.next('get', look.hangs)
      bench.leaf.next('post', post.hangs)
      const attemptId = await bench.handOver('code')
      await look.arrived
      await bench.context.database
        .updateTable('connections')
        .set({ lease_owner: 'nobody', lease_until: databaseNow })
        .where('leaf_user_id', '=', bench.leafUserId)
        .execute()
      bench.beside()
      await post.arrived
      // Now the first one learns that nothing stands there, while the other one's POST is under way.
      look.open()
      await wait(300)
      post.open()
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      expect(bench.leaf.commits).toEqual(['token of code'])
    })

    test('a live lease is respected, however often it is woken', async () => {
      const bench = createBench(database(), { idle: true })
      const attemptId = await bench.handOver('code')
      await bench.context.database
        .updateTable('connections')
        .set({ lease_owner: 'another process', lease_until: inFuture(800) })
        .where('leaf_user_id', '=', bench.leafUserId)
        .execute()
      const begun = performance.now()
      bench.beside({ idle: false })
      await bench.outcome(attemptId)
      expect(performance.now() - begun).toBeGreaterThan(700)
    })
  })
})
