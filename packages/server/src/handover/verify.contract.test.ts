import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createBench, eventually } from '../testing/handover-bench.ts'
import { fails, lost } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

describeOnBoth((database) => {
  describe('verification', () => {
    test.each(['OK', ' valid ', 'Active', 'AUTHENTICATED', 'connected'])('%s is connected at once', async (word) => {
      const bench = createBench(database(), { timings: { verifyGiveUp: 60_000 } })
      bench.leaf.switches.statusWord = word
      expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
      expect(await bench.connection()).toMatchObject({ status: 'connected' })
    })

    test.each(['invalid', 'UNAUTHENTICATED', 'TOKEN_EXPIRED', 'Revoked by user', 'ERROR 7'])(
      '%s is a rejected credential, and needs attention',
      async (word) => {
        const bench = createBench(database())
        bench.leaf.switches.statusWord = word
        expect(await bench.outcome(await bench.handOver('code'))).toMatchObject({
          status: 'failed',
          error_code: 'credential_rejected',
        })
        expect(await bench.connection()).toMatchObject({ status: 'needs_attention' })
      },
    )

    test('a word that nobody knows is waited for, but not for ever: connected, and the connection is checking', async () => {
      const bench = createBench(database(), { timings: { rechecks: [60_000] } })
      bench.leaf.switches.statusWord = 'SYNCING'
      const attemptId = await bench.handOver('code')
      await eventually(async () => expect((await bench.attempt(attemptId)).status).toBe('verifying'))
      const row = await bench.outcome(attemptId)
      expect(row.status).toBe('connected')
      const waited = (row.settled_at?.getTime() ?? 0) - (row.attached_at?.getTime() ?? 0)
      expect(waited).toBeGreaterThanOrEqual(bench.context.timings.verifyGiveUp - 5)
      expect(await bench.connection()).toMatchObject({ status: 'checking' })
      expect(bench.logged.filter((line) => line.includes('SYNCING'))).toHaveLength(1)
    })

    test('a word that comes while we look ends the waiting', async () => {
      const bench = createBench(database(), { timings: { verifyGiveUp: 60_000 } })
      bench.leaf.switches.statusWord = 'SYNCING'
      const attemptId = await bench.handOver('code')
      await eventually(async () => expect((await bench.attempt(attemptId)).status).toBe('verifying'))
      const standing = bench.leaf.standing()
      if (standing !== null) standing.statusWord = 'OK'
      expect((await bench.outcome(attemptId)).status).toBe('connected')
    })

    test('Leaf that cannot be looked at after the attach does not take the attach back', async () => {
      const bench = createBench(database(), { timings: { rechecks: [60_000] } })
      bench.leaf.next('get', (act) => act())
      bench.leaf.always('get', fails(lost))
      expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
      expect(await bench.connection()).toMatchObject({ status: 'checking' })
    })

    test('a credential that vanishes while we look is attached again', async () => {
      const bench = createBench(database())
      bench.leaf.next('post', async (act) => {
        const answer = await act()
        await bench.context.leaf.credentials.delete(bench.leafUserId, { id: 'CNHIFieldOps' } as never)
        return answer
      })
      expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
      expect(bench.leaf.commits).toHaveLength(2)
      expect(bench.leaf.standing()).not.toBeNull()
    })

    test('is looked at again later, and settles when Leaf knows', async () => {
      const bench = createBench(database(), { timings: { leafReadCache: 60_000 } })
      bench.leaf.switches.statusWord = 'SYNCING'
      await bench.outcome(await bench.handOver('code'))
      expect(await bench.connection()).toMatchObject({ status: 'checking' })
      const standing = bench.leaf.standing()
      if (standing !== null) standing.statusWord = 'OK'
      // No browser asks Leaf: what is known is kept for a minute. The recheck alone brings the news.
      await eventually(async () => expect(await bench.connection()).toMatchObject({ status: 'connected' }))
    })

    test('looks stop after the last recheck', async () => {
      const bench = createBench(database(), { timings: { rechecks: [40, 80] } })
      bench.leaf.switches.statusWord = 'SYNCING'
      await bench.outcome(await bench.handOver('code'))
      await eventually(async () =>
        expect(
          await bench.context.database
            .selectFrom('connections')
            .select(['rechecks', 'recheck_at'])
            .where('leaf_user_id', '=', bench.leafUserId)
            .executeTakeFirst(),
        ).toEqual({ rechecks: 2, recheck_at: null }),
      )
      const calls = bench.leaf.calls.length
      await wait(300)
      expect(bench.leaf.calls).toHaveLength(calls)
    })
  })

  describe('what a browser may know of connections', () => {
    test('a Leaf that hangs still paints tiles: unknown is checking, known stays known', async () => {
      const bench = createBench(database())
      bench.leaf.always('get', () => new Promise(() => undefined))
      const begun = performance.now()
      expect(await bench.handover.connections(bench.leafUserId, ['CNHIFieldOps', 'CNHI'])).toEqual([
        { provider: 'CNHIFieldOps', status: 'checking', environment: 'STAGE', createdTime: null, lastCheckedAt: null },
        { provider: 'CNHI', status: 'checking', environment: 'STAGE', createdTime: null, lastCheckedAt: null },
      ])
      expect(performance.now() - begun).toBeLessThan(1_500)
      bench.leaf.always('get', null)

      const known = createBench(database())
      const { createdTime } = known.leaf.put({ refreshToken: 'token' })
      expect(await known.connection()).toMatchObject({ status: 'connected', createdTime })
      known.leaf.always('get', () => new Promise(() => undefined))
      await wait(250)
      expect(await known.connection()).toMatchObject({ status: 'connected', createdTime })
    })

    test('one question to Leaf for many askers, and none while the answer is fresh', async () => {
      const bench = createBench(database(), { timings: { leafReadCache: 60_000 } })
      bench.leaf.put({ refreshToken: 'token' })
      await Promise.all(Array.from({ length: 20 }, () => bench.connection()))
      await bench.connection()
      expect(bench.leaf.calls).toHaveLength(1)
    })

    test('nothing attached is no connection', async () => {
      const bench = createBench(database())
      expect(await bench.connection()).toBeUndefined()
    })

    test('our own disconnect is known at once, on another server too, however late an older look answers', async () => {
      const bench = createBench(database(), { timings: { leafReadCache: 60_000, leafReadDeadline: 20 } })
      bench.leaf.put({ refreshToken: 'token' })
      let answer = (): void => undefined
      bench.leaf.next('get', async (act) => {
        const seen = await act()
        await new Promise<void>((resolve) => (answer = resolve))
        return seen
      })
      expect(await bench.connection()).toMatchObject({ status: 'checking' })
      await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
      answer()
      await wait(50)
      expect(await bench.connection()).toBeUndefined()
      expect(await bench.beside({ database: await database().another() }).connection()).toBeUndefined()
    })

    test('a wish of the grower that comes while a silent Leaf is waited for is told', async () => {
      const bench = createBench(database(), { timings: { leafReadDeadline: 500, disconnectDeadline: 1 } })
      bench.leaf.put({ refreshToken: 'token' })
      expect(await bench.connection()).toMatchObject({ status: 'connected' })
      await wait(250)
      let speak = (): void => undefined
      const silent = new Promise<void>((resolve) => (speak = resolve))
      for (const operation of ['get', 'delete'] as const)
        bench.leaf.always(operation, async (act) => {
          await silent
          return await act()
        })
      const asked = bench.connection()
      await wait(50)
      expect(await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')).toBe('pending')
      expect(await asked).toMatchObject({ disconnecting: true })
      speak()
    })

    test('no more than the allowlist leaves the server', async () => {
      const bench = createBench(database())
      bench.leaf.put({ refreshToken: 'token of a canary', clientSecret: 'canary' })
      expect(Object.keys((await bench.connection()) ?? {}).toSorted()).toEqual([
        'createdTime',
        'environment',
        'lastCheckedAt',
        'provider',
        'status',
      ])
    })
  })
})
