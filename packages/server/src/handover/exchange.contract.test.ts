import { setTimeout as wait } from 'node:timers/promises'
import { ProviderError } from '@hitch/providers'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inFuture } from '../database/clock.ts'
import type { WakeUp } from '../database/jobs.ts'
import { createBench, eventually } from '../testing/handover-bench.ts'
import { fails, lost } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

describeOnBoth((database) => {
  test('the token is sealed in the transaction that moves the attempt on, and stands nowhere in clear', async () => {
    const bench = createBench(database())
    bench.leaf.always('get', fails(lost))
    const attemptId = await bench.handOver('code')
    const row = await bench.attempt(attemptId)
    expect(row).toMatchObject({ status: 'attaching', generation: 1, lease_owner: null })
    expect(row.sealed_token).toMatch(/^ey/)
    const { rows } = await sql<{ everything: string }>`
      select (select json_agg(a) from hitch.attempts a)::text || (select json_agg(e) from hitch.attempt_events e)::text
        || (select coalesce(json_agg(j)::text, '') from hitch_jobs.job j) as everything`.execute(bench.context.database)
    expect(rows[0]?.everything).toContain(attemptId)
    expect(rows[0]?.everything).not.toContain('token of code')
    expect(bench.logged.join('')).not.toMatch(/token of code|"code"/)
  })

  test('of a hundred that exchange at the same time one sends the code', async () => {
    const bench = createBench(database(), {
      exchangeCode: async (code) => {
        await wait(50)
        return `token of ${code}`
      },
    })
    const { attemptId, leaseOwner } = await bench.consumed()
    await Promise.all(Array.from({ length: 100 }, () => bench.handover.exchange(attemptId, 'code', leaseOwner)))
    expect(bench.codes).toEqual(['code'])
    expect((await bench.outcome(attemptId)).status).toBe('connected')
  })

  test('only the holder of the lease sends the code', async () => {
    const bench = createBench(database())
    const { attemptId } = await bench.consumed()
    await bench.handover.exchange(attemptId, 'code', 'somebody else')
    expect(bench.codes).toEqual([])
  })

  test.each([
    ['an answer that refuses', new ProviderError('code_rejected', '400', { answered: true }), 'code_rejected'],
    [
      'a wrong environment',
      new ProviderError('environment_mismatch', '400', { answered: true }),
      'environment_mismatch',
    ],
    [
      'an answer that breaks off',
      new ProviderError('provider_unavailable', 'broken', { answered: false }),
      'exchange_interrupted',
    ],
    [
      'no answer in time',
      new ProviderError('provider_timeout', 'timeout', { answered: false }),
      'exchange_interrupted',
    ],
    ['a fault of ours', new TypeError('x is undefined'), 'exchange_interrupted'],
  ])('%s ends the attempt', async (_, error, code) => {
    const bench = createBench(database(), { exchangeCode: () => Promise.reject(error) })
    const attemptId = await bench.handOver('code')
    expect(await bench.attempt(attemptId)).toMatchObject({ status: 'failed', error_code: code, generation: null })
    expect(bench.leaf.calls).toEqual([])
  })

  test('a lease is renewed for as long as the provider thinks', async () => {
    const leaseOf = async (leafUserId: string) =>
      await database()
        .it.kysely.selectFrom('attempts')
        .select('lease_until')
        .where('leaf_user_id', '=', leafUserId)
        .executeTakeFirstOrThrow()
    const bench = createBench(database(), {
      exchangeCode: async (code) => {
        const { lease_until: first } = await leaseOf(bench.leafUserId)
        await eventually(async () => {
          const { lease_until: now } = await leaseOf(bench.leafUserId)
          expect(now?.getTime()).toBeGreaterThan((first?.getTime() ?? 0) + bench.context.timings.leaseRenewal / 2)
        })
        return `token of ${code}`
      },
    })
    expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
  })

  describe('nobody finishes the exchange', () => {
    test('its process is gone: the sweeper ends it once the lease has lapsed', async () => {
      const bench = createBench(database(), { timings: { leaseLifetime: 500 } })
      const { attemptId } = await bench.consumed()
      const begun = performance.now()
      expect(await bench.outcome(attemptId)).toMatchObject({ status: 'failed', error_code: 'exchange_interrupted' })
      expect(performance.now() - begun).toBeGreaterThan(bench.context.timings.leaseLifetime - 100)
    })

    test('the provider never ends the call: the lease is not renewed for ever', async () => {
      const bench = createBench(database(), {
        exchangeCode: () => new Promise(() => undefined),
        timings: { exchangeTimeout: 200, leaseLifetime: 800, leaseRenewal: 100, stopDeadline: 100 },
      })
      const { attemptId, leaseOwner } = await bench.consumed()
      void bench.handover.exchange(attemptId, 'code', leaseOwner)
      expect(await bench.outcome(attemptId)).toMatchObject({ status: 'failed', error_code: 'exchange_interrupted' })
    })

    test('a late answer is still sealed while no outcome stands', async () => {
      // Nobody sweeps meanwhile: the row is as the process that stood still left it.
      const slow = createBench(database(), {
        idle: true,
        exchangeCode: async (code) => {
          await slow.context.database
            .updateTable('attempts')
            .set({ lease_until: inFuture(-1_000), lease_owner: 'lapsed' })
            .where('leaf_user_id', '=', slow.leafUserId)
            .execute()
          return `token of ${code}`
        },
      })
      const attemptId = await slow.handOver('code')
      const bench = slow.beside({ idle: false })
      expect((await bench.outcome(attemptId)).status).toBe('connected')
    })

    test('after exchange_interrupted a late answer is dropped and logged, and draws no generation', async () => {
      const bench = createBench(database(), {
        exchangeCode: async (code) => {
          await bench.context.database
            .updateTable('attempts')
            .set({ status: 'failed', error_code: 'exchange_interrupted', settled_at: inFuture(0) })
            .where('leaf_user_id', '=', bench.leafUserId)
            .execute()
          return `token of ${code}`
        },
      })
      const attemptId = await bench.handOver('code')
      expect(await bench.attempt(attemptId)).toMatchObject({
        status: 'failed',
        error_code: 'exchange_interrupted',
        sealed_token: null,
        generation: null,
      })
      expect(bench.logged.join('')).toContain('dropped')
      const connection = await bench.context.database
        .selectFrom('connections')
        .select('generation')
        .where('leaf_user_id', '=', bench.leafUserId)
        .executeTakeFirst()
      expect(connection).toBeUndefined()
    })
  })

  test('a database that is away for a moment loses no token', async () => {
    let failures = 0
    const bench = createBench(database(), {
      seam: (name) => {
        if (name !== 'exchange.before_seal' || failures > 1) return
        failures += 1
        throw new Error('the database is away')
      },
    })
    expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
    expect(bench.codes).toEqual(['code'])
  })

  test('a stop waits for the exchange, so that its token is sealed, and wakes another for it', async () => {
    const sent: WakeUp[] = []
    const bench = createBench(database(), {
      jobs: { send: (_, wakeUp) => Promise.resolve(void sent.push(wakeUp)) },
      exchangeCode: async (code) => {
        await wait(300)
        return `token of ${code}`
      },
    })
    const { attemptId, leaseOwner } = await bench.consumed()
    const exchanging = bench.handover.exchange(attemptId, 'code', leaseOwner)
    await eventually(() => expect(bench.codes).toEqual(['code']))
    await bench.handover.stop()
    expect((await bench.attempt(attemptId)).sealed_token).not.toBeNull()
    await exchanging
    expect(sent).toContainEqual({ leafUserId: bench.leafUserId, provider: 'CNHIFieldOps' })
    bench.beside()
    expect((await bench.outcome(attemptId)).status).toBe('connected')
  })
})
