import { describe, expect, test } from 'vitest'
import type { LeafCredential } from '../leaf/leaf.ts'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import {
  answers,
  commitsAndDrops,
  down,
  fails,
  lost,
  unauthorized,
  type Fault,
  type Operation,
} from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

const operations = ({ leaf }: Bench): Operation[] => leaf.calls.map(({ operation }) => operation)

/** Rule 5: every POST but the first is preceded by a GET. */
const expectLooksBetweenPosts = (bench: Bench): void => {
  const done = operations(bench)
  const posts = done.flatMap((operation, index) => (operation === 'post' ? [index] : []))
  for (const [before, after] of posts.slice(1).map((index, at) => [posts[at] ?? 0, index] as const))
    expect(done.slice(before, after)).toContain('get')
}

describeOnBoth((database) => {
  test('a sealed token is attached, verified and forgotten', async () => {
    const bench = createBench(database())
    const row = await bench.outcome(await bench.handOver('code 1'))
    expect(row).toMatchObject({ status: 'connected', error_code: null, posts: 1 })
    expect(operations(bench)).toEqual(['get', 'post', 'get'])
    const told = bench.logged.filter((line) => line.includes(`"attemptId":"${row.attempt_id}"`))
    expect(told.at(-1)).toMatch(/"outcome":"connected".*"the attempt has its outcome"/)
    expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of code 1' })
    expect(await bench.connection()).toMatchObject({ status: 'connected', environment: 'STAGE' })
  })

  describe('Leaf fails on the way, and the attempt still ends connected', () => {
    const faults: Record<string, Fault> = {
      'answers 401': fails(unauthorized),
      'answers 429': fails(() => down(429)),
      'answers 500': fails(() => down(500)),
      'breaks the connection': fails(lost),
      'commits and drops the answer': commitsAndDrops,
    }
    const places: [string, Operation, number][] = [
      ['at the first look', 'get', 0],
      ['at the POST', 'post', 0],
      ['at the look after the POST', 'get', 1],
    ]
    const cases = Object.entries(faults).flatMap(([what, fault]) =>
      places.map(([where, operation, skip]) => ({ what, where, operation, skip, fault })),
    )
    test.each(cases)('$what $where', async ({ operation, skip, fault }) => {
      const bench = createBench(database())
      const passes: Fault = (act) => act()
      bench.leaf.next(operation, ...Array.from({ length: skip }, () => passes), fault, fault)
      const row = await bench.outcome(await bench.handOver('code'))
      expect(row.status).toBe('connected')
      expect(bench.leaf.commits).toEqual(['token of code'])
      expectLooksBetweenPosts(bench)
    })
  })

  test('Leaf is not asked again before the time it gave', async () => {
    const bench = createBench(database())
    const moments: number[] = []
    bench.leaf.next('post', () => {
      moments.push(performance.now())
      return Promise.reject(down(429, 1))
    })
    bench.leaf.next(
      'get',
      (act) => act(),
      (act) => {
        moments.push(performance.now())
        return act()
      },
    )
    await bench.outcome(await bench.handOver('code'))
    expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeGreaterThan(990)
  })

  describe('a reconnect, whatever a repeated POST does and an answer shows', () => {
    const cases = [
      { repeatedAttach: 'replace_same_id', token: 'echoed', createdTime: 'kept' },
      { repeatedAttach: 'replace_same_id', token: 'omitted', createdTime: 'renewed' },
      { repeatedAttach: 'replace_same_id', token: 'omitted', createdTime: 'kept' },
      { repeatedAttach: 'replace_same_id', token: 'rotated', createdTime: 'kept' },
      { repeatedAttach: 'replace_new_id', token: 'omitted', createdTime: 'kept' },
      { repeatedAttach: 'replace_new_id', token: 'rotated', createdTime: 'renewed' },
      { repeatedAttach: 'conflict', token: 'echoed', createdTime: 'kept' },
      { repeatedAttach: 'conflict', token: 'omitted', createdTime: 'renewed' },
      { repeatedAttach: 'conflict', token: 'rotated', createdTime: 'kept' },
    ] as const
    test.each(cases)('$repeatedAttach, token $token, time $createdTime', async (switches) => {
      const bench = createBench(database())
      Object.assign(bench.leaf.switches, switches)
      bench.leaf.put({ refreshToken: 'old token' }, 'INVALID')
      const row = await bench.outcome(await bench.handOver('new'))
      expect(row.status).toBe('connected')
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of new' })
      expectLooksBetweenPosts(bench)
    })
  })

  test('Leaf says yes but still shows the old credential: posted again until it is ours', async () => {
    const bench = createBench(database())
    bench.leaf.put({ refreshToken: 'old token' })
    const old = await bench.context.leaf.credentials.get(bench.leafUserId, { id: 'CNHIFieldOps' } as never)
    bench.leaf.calls.length = 0
    bench.leaf.next(
      'post',
      answers({ kind: 'accepted', credential: old }),
      answers({ kind: 'accepted', credential: null }),
    )
    const row = await bench.outcome(await bench.handOver('new'))
    expect(row).toMatchObject({ status: 'connected', posts: 3 })
    expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of new' })
    expectLooksBetweenPosts(bench)
  })

  test('a POST that Leaf has lost is repeated, one that it has committed is not', async () => {
    const lostBench = createBench(database())
    lostBench.leaf.next('post', fails(lost))
    expect(await lostBench.outcome(await lostBench.handOver('code'))).toMatchObject({ status: 'connected', posts: 2 })

    const droppedBench = createBench(database())
    droppedBench.leaf.next('post', commitsAndDrops)
    expect(await droppedBench.outcome(await droppedBench.handOver('code'))).toMatchObject({
      status: 'connected',
      posts: 1,
    })
  })

  test('the same token that stands there already is not posted again', async () => {
    const bench = createBench(database())
    bench.leaf.put({ refreshToken: 'token of again' })
    expect(await bench.outcome(await bench.handOver('again'))).toMatchObject({ status: 'connected', posts: 0 })
  })

  describe('a working credential is never destroyed', () => {
    test('a refused reconnect leaves the healthy credential standing', async () => {
      const bench = createBench(database())
      const before = bench.leaf.put({ refreshToken: 'old token' })
      bench.leaf.always('post', answers({ kind: 'refused', status: 400 }))
      const row = await bench.outcome(await bench.handOver('new'))
      expect(row).toMatchObject({ status: 'failed', error_code: 'credential_rejected', posts: 1 })
      expect(bench.leaf.standing()).toBe(before)
      expect(operations(bench)).not.toContain('delete')
    })

    test('DELETE comes only after a conflict and a look that shows a stranger, who is sealed first', async () => {
      const bench = createBench(database())
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.put({ refreshToken: 'old token', clientId: 'old client' })
      let sealedAtDelete: string | null = null
      const ids: string[] = []
      bench.leaf.next('delete', async (act) => {
        sealedAtDelete = (await bench.attempt(ids[0] ?? '')).sealed_previous
        return await act()
      })
      const { attemptId, leaseOwner } = await bench.consumed()
      ids.push(attemptId)
      await bench.handover.exchange(attemptId, 'new', leaseOwner)
      expect((await bench.outcome(attemptId)).status).toBe('connected')
      expect(operations(bench)).toEqual(['get', 'post', 'get', 'delete', 'post', 'get'])
      expect(sealedAtDelete).toMatch(/^ey/)
    })

    test('the old credential is put back when the new one is refused after all', async () => {
      const bench = createBench(database())
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.put({ refreshToken: 'old token', clientId: 'old client' })
      bench.leaf.next(
        'post',
        (act) => act(),
        answers({ kind: 'refused', status: 422 }),
        fails(() => down(503)),
      )
      const row = await bench.outcome(await bench.handOver('new'))
      expect(row).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'old token', clientId: 'old client' })
      expect(await bench.connection()).toMatchObject({ status: 'connected' })
    })

    test('the old credential is put back when the new one turns out invalid', async () => {
      const bench = createBench(database())
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.switches.statusWord = 'INVALID'
      bench.leaf.put({ refreshToken: 'old token' })
      bench.leaf.next(
        'delete',
        (act) => act(),
        async (act) => {
          bench.leaf.switches.statusWord = 'OK'
          return await act()
        },
      )
      const row = await bench.outcome(await bench.handOver('new'))
      expect(row).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'old token' })
    })

    test('a conflict with nothing to be seen takes nothing down', async () => {
      const bench = createBench(database())
      bench.leaf.next('post', answers({ kind: 'conflict' }), answers({ kind: 'conflict' }))
      expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
      expect(operations(bench)).not.toContain('delete')
    })

    test('somebody else’s credential that comes between look and conflict is not taken for ours', async () => {
      const bench = createBench(database())
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.next('post', async (act) => {
        bench.leaf.put({ refreshToken: 'a stranger' })
        return await act()
      })
      await bench.outcome(await bench.handOver('new'))
      expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: 'token of new' })
    })

    test('ours, in the place of what we took down, is not taken down, even if Leaf tells nothing of it', async () => {
      const bench = createBench(database())
      bench.leaf.switches.repeatedAttach = 'conflict'
      bench.leaf.put({ refreshToken: 'old token' })
      bench.leaf.always('get', async (act) => {
        const seen = (await act()) as LeafCredential | null
        return seen === null ? null : { ...seen, id: null, createdTime: null, refreshToken: null }
      })
      bench.leaf.next('post', (act) => act(), commitsAndDrops)
      expect((await bench.outcome(await bench.handOver('new'))).status).toBe('connected')
      expect(bench.leaf.commits).toEqual(['token of new'])
      expect(operations(bench).filter((operation) => operation === 'delete')).toHaveLength(1)
    })

    test('a credential that comes back as fast as it is taken down is not fought in a loop', async () => {
      const bench = createBench(database(), { timings: { attachGiveUp: 300 } })
      bench.leaf.put({ refreshToken: 'old token' })
      bench.leaf.always('post', answers({ kind: 'conflict' }))
      bench.leaf.always('delete', () => Promise.resolve())
      const row = await bench.outcome(await bench.handOver('new'))
      expect(row).toMatchObject({ status: 'failed', error_code: 'leaf_unavailable' })
      expect(operations(bench).filter((operation) => operation === 'delete').length).toBeLessThan(10)
    })
  })

  test.each([
    [{ kind: 'user_not_found' } as const, 'leaf_user_not_found'],
    [{ kind: 'refused', status: 403 } as const, 'credential_rejected'],
  ])('a final answer ends the attempt: %o', async (answer, code) => {
    const bench = createBench(database())
    bench.leaf.next('post', answers(answer))
    expect(await bench.outcome(await bench.handOver('code'))).toMatchObject({ status: 'failed', error_code: code })
    expect(operations(bench)).toEqual(['get', 'post'])
  })

  test('after 72 hours without Leaf the attempt ends, and the sealed token with it', async () => {
    const bench = createBench(database(), { timings: { attachGiveUp: 400 } })
    bench.leaf.always(
      'post',
      fails(() => down(503)),
    )
    const attemptId = await bench.handOver('code')
    expect((await bench.attempt(attemptId)).sealed_token).not.toBeNull()
    expect(await bench.outcome(attemptId)).toMatchObject({ status: 'failed', error_code: 'leaf_unavailable' })
  })

  describe('a wake-up is only a wake-up', () => {
    test('lost with the process that sealed: the sweep of another finds the row', async () => {
      const gone = createBench(database(), { idle: true })
      const attemptId = await gone.handOver('code')
      expect((await gone.beside({ idle: false }).outcome(attemptId)).status).toBe('connected')
    })

    test('doubled and late: one POST', async () => {
      const { jobs, kysely } = database().it
      const bench = createBench(database())
      const wakeUp = { leafUserId: bench.leafUserId, provider: 'CNHIFieldOps' } as const
      const wakeAll = async () => {
        for (let copy = 0; copy < 10; copy += 1)
          await kysely.transaction().execute((transaction) => jobs.send(transaction, wakeUp))
        jobs.nudge()
      }
      await wakeAll()
      expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
      await wakeAll()
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(bench.leaf.commits).toEqual(['token of code'])
    })

    test('without a sweep, the attach begins at once', async () => {
      const bench = createBench(database(), { timings: { sweepInterval: 60_000 } })
      const begun = performance.now()
      await bench.outcome(await bench.handOver('code'))
      expect(performance.now() - begun).toBeLessThan(1_000)
    })
  })

  test('no transaction is open while Leaf is asked', async () => {
    const bench = createBench(database())
    bench.leaf.next('post', async (act) => {
      // On PGlite there is one connection: a transaction held open would wait here for ever.
      await bench.attempt('nobody').catch(() => undefined)
      await bench.context.database.updateTable('connections').set({ tries: 0 }).execute()
      return await act()
    })
    expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
  })

  test('a sealed token whose key is away waits for the key', async () => {
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    const bench = createBench(database(), { encryptionKeys: [one] })
    bench.leaf.always('get', fails(lost))
    const attemptId = await bench.handOver('code')
    await bench.handover.stop()
    const without = bench.beside({ encryptionKeys: [two] })
    await eventually(() => expect(without.logged.join('')).toContain('not among HITCH_ENCRYPTION_KEYS'))
    await without.handover.stop()
    bench.leaf.always('get', null)
    bench.beside({ encryptionKeys: [two, one] })
    expect((await bench.outcome(attemptId)).status).toBe('connected')
  })
})
