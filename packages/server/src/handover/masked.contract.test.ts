import { expect, test } from 'vitest'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import { answers, commitsAndDrops } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'

/** A reconnect at a Leaf that shows `***` where it is documented to show the token. */
describeOnBoth((database) => {
  const [OLD, NEW] = ['v1.b2xkLXRva2VuLW9mLWEtZ3Jvd2Vy', 'v1.Zm9yLXRoZS1uZXctY3JlZGVudGlhbA']
  const masking = (switches: Partial<Bench['leaf']['switches']>): Bench => {
    const bench = createBench(database(), { exchangeCode: () => Promise.resolve(NEW) })
    Object.assign(bench.leaf.switches, { token: 'masked', ...switches })
    bench.leaf.put({ refreshToken: OLD, clientId: 'old client' })
    return bench
  }

  test.each([
    { repeatedAttach: 'replace_same_id', createdTime: 'kept' },
    { repeatedAttach: 'replace_same_id', createdTime: 'renewed' },
    { repeatedAttach: 'replace_new_id', createdTime: 'kept' },
    { repeatedAttach: 'conflict', createdTime: 'kept' },
  ] as const)('a reconnect is recognised: $repeatedAttach, time $createdTime', async (switches) => {
    const bench = masking(switches)
    expect((await bench.outcome(await bench.handOver('code'))).status).toBe('connected')
    expect(bench.leaf.standing()?.fields).toEqual({ refreshToken: NEW })
    expect(new Set(bench.leaf.commits)).toEqual(new Set([NEW]))
    expect(bench.leaf.commits.length).toBeLessThanOrEqual(2)
  })

  /** It goes on posting, its token sealed, until the grower himself ends it. */
  const expectNotRecognised = async (bench: Bench, attemptId: string): Promise<void> => {
    expect(await bench.attempt(attemptId)).toMatchObject({ attached_at: null, sealed_token: expect.any(String) })
    await bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
    expect((await bench.outcome(attemptId)).status).toBe('cancelled')
  }

  test('it is not before Leaf has said yes twice', async () => {
    const bench = masking({ repeatedAttach: 'replace_same_id', createdTime: 'kept' })
    bench.leaf.always('post', commitsAndDrops)
    bench.leaf.next('post', (act) => act())
    const attemptId = await bench.handOver('code')
    await eventually(() => expect(bench.leaf.commits.length).toBeGreaterThan(3))
    await expectNotRecognised(bench, attemptId)
  })

  test('the mask is never put back as if it were the old token', async () => {
    const bench = masking({ repeatedAttach: 'conflict' })
    bench.leaf.next('post', (act) => act(), answers({ kind: 'refused', status: 422 }))
    const row = await bench.outcome(await bench.handOver('code'))
    expect(row).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
    expect(bench.leaf.calls.filter(({ operation }) => operation === 'post').map(({ token }) => token)).toEqual([
      NEW,
      NEW,
    ])
    expect(bench.leaf.standing()).toBeNull()
  })

  test('an old token that is shown openly is never taken for ours, however often Leaf says yes', async () => {
    const bench = masking({ token: 'echoed' })
    const old = await bench.context.leaf.credentials.get(bench.leafUserId, { id: 'CNHIFieldOps' } as never)
    bench.leaf.always('post', answers({ kind: 'accepted', credential: old }))
    const attemptId = await bench.handOver('code')
    await eventually(async () => expect((await bench.attempt(attemptId)).posts_accepted).toBeGreaterThan(3))
    await expectNotRecognised(bench, attemptId)
  })
})
