import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createBench, eventually } from '../testing/handover-bench.ts'
import { answers, commitsAndDrops, fails, lost } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

describeOnBoth((database) => {
  describe('John Deere’s organizations', () => {
    const listed = [{ id: 'org-1', connected: true }]

    test('an organization that Leaf lists before the return: connected', async () => {
      const bench = createBench(database())
      bench.leaf.switches.organizations = listed
      const attemptId = await bench.handOver('code', 'JohnDeere')
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' })
      // He comes back after the outcome: Leaf is told to look again, and the attempt stays as it is.
      await bench.handover.organizationsReturned(attemptId)
      await eventually(() => expect(bench.leaf.calls.map(({ operation }) => operation)).toContain('sync'))
      expect((await bench.attempt(attemptId)).status).toBe('connected')
    })

    test('the attach does not wait for the organizations page', async () => {
      const bench = createBench(database())
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await eventually(() => expect(bench.leaf.commits).toEqual(['token of code']))
      expect(await bench.attempt(attemptId)).toMatchObject({ status: 'choosing_organizations', settled_at: null })
      // OAuth alone is never shown as connected.
      expect(['checking', 'choose_organizations']).toContain((await bench.connection('JohnDeere'))?.status)
      await eventually(async () =>
        expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' }),
      )
    })

    test('returned: Leaf is told to sync, and connected once it lists one', async () => {
      const bench = createBench(database())
      const attemptId = await bench.handOver('code', 'JohnDeere')
      bench.leaf.next('sync', async () => {
        bench.leaf.switches.organizations = listed
        return await Promise.resolve()
      })
      await bench.handover.organizationsReturned(attemptId)
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' })
    })

    test('returned, and a sync that fails is tried again', async () => {
      const bench = createBench(database())
      const attemptId = await bench.handOver('code', 'JohnDeere')
      bench.leaf.next('sync', fails(lost), async () => {
        bench.leaf.switches.organizations = listed
        return await Promise.resolve()
      })
      await bench.handover.organizationsReturned(attemptId)
      expect((await bench.outcome(attemptId)).status).toBe('connected')
    })

    test('returned but slow to replicate: connected, checking, looked at again until it is listed', async () => {
      const bench = createBench(database(), {
        timings: { leafReadCache: 60_000, organizationsRechecks: [100, 400, 60_000] },
      })
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await bench.handover.organizationsReturned(attemptId)
      const row = await bench.outcome(attemptId)
      expect(row.status).toBe('connected')
      const waited = (row.settled_at?.getTime() ?? 0) - (row.organizations_returned_at?.getTime() ?? 0)
      expect(waited).toBeGreaterThanOrEqual(bench.context.timings.organizationsAfterReturn - 5)
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'checking' })
      // Not at the first look again, but at the second.
      await eventually(async () =>
        expect(
          await bench.context.database
            .selectFrom('connections')
            .select('rechecks')
            .where('leaf_user_id', '=', bench.leafUserId)
            .executeTakeFirst(),
        ).toEqual({ rechecks: 1 }),
      )
      bench.leaf.switches.organizations = listed
      await eventually(async () => expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' }))
    })

    test('returned, and after the last look still none: choose_organizations', async () => {
      const bench = createBench(database())
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await bench.handover.organizationsReturned(attemptId)
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'checking' })
      await eventually(async () =>
        expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' }),
      )
    })

    test('never returned and none listed: failed, and the connection asks for organizations', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 300 } })
      const attemptId = await bench.handOver('code', 'JohnDeere')
      expect(await bench.outcome(attemptId)).toMatchObject({
        status: 'failed',
        error_code: 'organizations_not_granted',
      })
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' })
      expect(bench.leaf.standing('JohnDeere')).not.toBeNull()
    })

    test('"Later" ends the step at once', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 60_000 } })
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await eventually(async () => expect((await bench.attempt(attemptId)).attached_at).not.toBeNull())
      await bench.handover.endOrganizations(attemptId)
      expect(await bench.outcome(attemptId)).toMatchObject({
        status: 'failed',
        error_code: 'organizations_not_granted',
      })
    })

    test('"Later" before the attach is done lets the attach go on', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 60_000, attachRetries: [400] } })
      bench.leaf.next('post', fails(lost))
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await eventually(async () => expect((await bench.attempt(attemptId)).tries).toBe(1))
      await bench.handover.endOrganizations(attemptId)
      expect(await bench.outcome(attemptId)).toMatchObject({ error_code: 'organizations_not_granted' })
      expect(bench.leaf.standing('JohnDeere')?.fields).toEqual({ refreshToken: 'token of code' })
    })

    test('Leaf that does not say is no choice of the grower’s: waited for', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 100 } })
      bench.leaf.always('organizations', fails(lost))
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await wait(500)
      expect((await bench.attempt(attemptId)).settled_at).toBeNull()
      bench.leaf.always('organizations', null)
      bench.leaf.switches.organizations = listed
      expect((await bench.outcome(attemptId)).status).toBe('connected')
    })

    test('a rejected credential ends the attempt while the grower still chooses', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 60_000 } })
      bench.leaf.always('post', answers({ kind: 'refused', status: 400 }))
      const attemptId = await bench.handOver('code', 'JohnDeere')
      expect(await bench.outcome(attemptId)).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
      await bench.handover.organizationsReturned(attemptId)
      expect((await bench.attempt(attemptId)).status).toBe('failed')
    })

    test('attached by somebody else, and Leaf does not tell of organizations: not connected, but checking', async () => {
      const bench = createBench(database())
      bench.leaf.put({ refreshToken: 'token' }, 'OK', 'JohnDeere')
      bench.leaf.always('organizations', fails(lost))
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'checking' })
      bench.leaf.always('organizations', null)
      expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' })
    })

    test('returned, and Leaf never tells of organizations: after the last look, choose_organizations', async () => {
      const bench = createBench(database(), { timings: { leafReadCache: 60_000 } })
      bench.leaf.always('organizations', fails(lost))
      const attemptId = await bench.handOver('code', 'JohnDeere')
      await bench.handover.organizationsReturned(attemptId)
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      await eventually(async () =>
        expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' }),
      )
    })

    test('a connection that asks for organizations learns of them without us', async () => {
      const bench = createBench(database(), { timings: { organizationsLifetime: 100 } })
      await bench.outcome(await bench.handOver('code', 'JohnDeere'))
      bench.leaf.switches.organizations = listed
      await eventually(async () => expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' }))
    })

    describe('the step reopened alone', () => {
      const reopen = async (bench: ReturnType<typeof createBench>, lifetime: number): Promise<string> => {
        const { attemptId } = await bench.consumed({
          provider: 'JohnDeere',
          step: 'organizations',
          status: 'choosing_organizations',
          code_consumed_at: null,
          lease_owner: null,
          lease_until: null,
          organizations_until: new Date(Date.now() + lifetime),
          next_run_at: new Date(),
        })
        return attemptId
      }

      test('returned and listed: connected, and nothing is exchanged or attached', async () => {
        const bench = createBench(database())
        bench.leaf.put({ refreshToken: 'token' }, 'OK', 'JohnDeere')
        const attemptId = await reopen(bench, 60_000)
        await wait(150)
        expect((await bench.attempt(attemptId)).status).toBe('choosing_organizations')
        bench.leaf.next('sync', async () => {
          bench.leaf.switches.organizations = listed
          return await Promise.resolve()
        })
        await bench.handover.organizationsReturned(attemptId)
        expect((await bench.outcome(attemptId)).status).toBe('connected')
        expect(bench.leaf.calls.map(({ operation }) => operation)).not.toContain('post')
        expect(bench.codes).toEqual([])
        expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'connected' })
      })

      test('never returned: failed', async () => {
        const bench = createBench(database())
        bench.leaf.put({ refreshToken: 'token' }, 'OK', 'JohnDeere')
        const attemptId = await reopen(bench, 200)
        expect(await bench.outcome(attemptId)).toMatchObject({ error_code: 'organizations_not_granted' })
        expect(await bench.connection('JohnDeere')).toMatchObject({ status: 'choose_organizations' })
      })
    })
  })

  test('an answer that was dropped, in the middle of John Deere’s second leg, costs no second attach', async () => {
    const bench = createBench(database())
    bench.leaf.next('post', commitsAndDrops)
    bench.leaf.switches.organizations = [{ id: 'org-1', connected: true }]
    expect(await bench.outcome(await bench.handOver('code', 'JohnDeere'))).toMatchObject({
      status: 'connected',
      posts: 1,
    })
  })
})
