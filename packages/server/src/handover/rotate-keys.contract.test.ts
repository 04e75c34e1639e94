import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { settleAttempt } from '../attempts/settle.ts'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import { describeOnBoth } from '../testing/test-database.ts'
import { rotateKeys } from './rotate-keys.ts'
import { createRecognizer } from './ours.ts'
import { createSealer, keyId } from './seal.ts'
import { assertKeysKnown, readKeyIdsInUse, UnknownKeyError } from './sealed-keys.ts'

describeOnBoth((home, kind) => {
  const [older, newer] = [randomBytes(32), randomBytes(32)]
  /** Seals, and does nothing more: what is sealed stays. */
  const idle = () => createBench(home(), { encryptionKeys: [older], idle: true })
  const database = () => home().it.kysely
  const sealedOf = async (bench: Bench, attemptId: string) => (await bench.attempt(attemptId)).sealed_token

  // All tests of this file look at all that is sealed.
  afterEach(async () => {
    await database().deleteFrom('attempts').execute()
  })

  test('seals everything anew; then the older key is dispensable, and the tokens are attached', async () => {
    const bench = idle()
    const attempts = [await bench.handOver('one'), await bench.handOver('two', 'CNHI')]
    const previous = await createSealer([older]).seal('{"refreshToken":"previous"}', {
      attemptId: attempts[0] ?? '',
      leafUserId: bench.leafUserId,
      provider: 'CNHIFieldOps',
      holds: 'previous_credential',
    })
    await database()
      .updateTable('attempts')
      .set({ sealed_previous: previous })
      .where('attempt_id', '=', attempts[0] ?? '')
      .execute()
    await expect(assertKeysKnown(database(), [newer])).rejects.toThrow(UnknownKeyError)
    await expect(assertKeysKnown(database(), [newer])).rejects.toThrow(keyId(older))

    const batches: number[] = []
    const rotated = await rotateKeys({
      database: database(),
      keys: [newer, older],
      batchSize: 1,
      onBatch: (resealed) => batches.push(resealed),
    })
    expect(rotated).toEqual({ newestKeyId: keyId(newer), resealed: 3, unreadable: [], waiting: 0 })
    expect(batches).toHaveLength(2)
    expect(await readKeyIdsInUse(database())).toEqual(new Set([keyId(newer)]))
    await assertKeysKnown(database(), [newer])

    const later = bench.beside({ encryptionKeys: [newer], idle: false })
    for (const attemptId of attempts)
      expect(await later.outcome(attemptId)).toMatchObject({ status: 'connected', posts: 1 })
    expect(bench.leaf.commits.toSorted()).toEqual(['token of one', 'token of two'])
  })

  test('broken off, it is begun again and passes over what is done', async () => {
    const bench = idle()
    const attempts = [await bench.handOver('one'), await bench.handOver('two', 'CNHI')].toSorted()
    const [first = '', second = ''] = attempts
    const options = { database: database(), keys: [newer, older], batchSize: 1 }
    const breaksOff = () => {
      throw new Error('broken off')
    }
    await expect(rotateKeys({ ...options, onBatch: breaksOff })).rejects.toThrow('broken off')
    const done = await sealedOf(bench, first)
    expect(await readKeyIdsInUse(database())).toEqual(new Set([keyId(newer), keyId(older)]))

    expect(await rotateKeys(options)).toMatchObject({ resealed: 1 })
    expect(await sealedOf(bench, first)).toBe(done)
    expect(await sealedOf(bench, second)).not.toBe(null)
  })

  test('a token that is gone by then does not come back', async () => {
    const bench = idle()
    const attemptId = await bench.handOver('one')
    let rotating: Promise<unknown> = Promise.resolve()
    await database()
      .transaction()
      .execute(async (transaction) => {
        await settleAttempt(transaction, attemptId, { status: 'cancelled' })
        rotating = rotateKeys({ database: database(), keys: [newer, older] })
        if (kind === 'PGlite') return
        await eventually(async () => {
          const waiting = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`
          expect((await waiting.execute(transaction)).rows).not.toEqual([])
        })
      })
    expect(await rotating).toMatchObject({ resealed: 0, unreadable: [] })
    expect(await bench.attempt(attemptId)).toMatchObject({ status: 'cancelled', sealed_token: null })
  })

  test('a missing key changes nothing; what was tampered with is named and left as it is', async () => {
    const bench = idle()
    const [good, bad] = [await bench.handOver('one'), await bench.handOver('two', 'CNHI')]
    await expect(rotateKeys({ database: database(), keys: [newer] })).rejects.toThrow(UnknownKeyError)
    expect(await readKeyIdsInUse(database())).toEqual(new Set([keyId(older)]))
    // Another row's token: it opens for its own owner alone.
    await database()
      .updateTable('attempts')
      .set({ sealed_token: await sealedOf(bench, good) })
      .where('attempt_id', '=', bad)
      .execute()
    expect(await rotateKeys({ database: database(), keys: [newer, older] })).toMatchObject({
      resealed: 1,
      unreadable: [bad],
    })
  })

  test('a mark by the older key is forgotten where Leaf was sent nothing, and else waited for', async () => {
    const bench = idle()
    const [unsent, sent] = [await bench.handOver('one'), await bench.handOver('two', 'CNHI')]
    const credential = { id: 'c', createdTime: null, statusWord: 'OK', refreshToken: 'old token', fields: {} }
    const baseline = JSON.stringify(createRecognizer([older]).mark(credential))
    await database().updateTable('attempts').set({ baseline }).execute()
    await database().updateTable('attempts').set({ posts: 1 }).where('attempt_id', '=', sent).execute()

    expect(await rotateKeys({ database: database(), keys: [newer, older] })).toMatchObject({ resealed: 2, waiting: 1 })
    expect(await bench.attempt(unsent)).toMatchObject({ baseline: null })
    expect(await bench.attempt(sent)).toMatchObject({ baseline: { keyId: keyId(older) } })
    // Without it the old credential would pass for ours, rotated by Leaf.
    await expect(assertKeysKnown(database(), [newer])).rejects.toThrow(keyId(older))
  })
})
