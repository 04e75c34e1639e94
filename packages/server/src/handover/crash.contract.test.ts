import { PROVIDER_IDS, type ProviderId } from '@hitch/protocol'
import { describe, expect, test } from 'vitest'
import { lapseLeases } from '../testing/consumed-attempt.ts'
import { createDoomed, type Doomed } from '../testing/doomed-bench.ts'
import { createBench, eventually, type Bench } from '../testing/handover-bench.ts'
import { describeOnBoth, type TestDatabase } from '../testing/test-database.ts'

/**
 * A server that is gone at any seam between callback and verified attach, or of a disconnect: another goes on from the
 * rows alone. DESIGN section 4, rules 4 to 9. With real processes: `killed.contract.test.ts`.
 */

interface Scene {
  /** What stands at Leaf, and is done, before the server that dies is asked for anything. */
  readonly before?: (doomed: Doomed) => void
  /** What the server that dies is asked for. */
  readonly ask: (doomed: Doomed, provider: ProviderId) => Promise<unknown>
  /** What the grower wishes while nobody is there. */
  readonly wish?: (bench: Bench, provider: ProviderId) => Promise<unknown>
}

const OLD = 'old token'
const ours = 'token of code'

const holdsOld = (provider: ProviderId) => (doomed: Doomed) => {
  doomed.leaf.switches.repeatedAttach = 'conflict'
  doomed.leaf.put({ refreshToken: OLD }, 'OK', provider)
}

const handsOver: Scene['ask'] = (doomed, provider) => doomed.handOver('code', provider)
const disconnects: Scene['ask'] = async (doomed, provider) =>
  await doomed.handover.disconnect(doomed.leafUserId, provider)

const connectsAgain = async (bench: Bench, provider: ProviderId): Promise<void> =>
  expect(await bench.outcome(await bench.handOver('newer', provider))).toMatchObject({ status: 'connected' })

const dueRows = async ({ it }: TestDatabase, leafUserId: string) =>
  await it.kysely
    .selectFrom('connections')
    .select(['next_run_at', 'lease_owner', 'disconnect_generation'])
    .where('leaf_user_id', '=', leafUserId)
    .execute()

/** Plays the scene once for each seam that it passes, all beside each other; the server dies there. */
const dieAtEachSeam = async (home: TestDatabase, provider: ProviderId, scene: Scene) => {
  const whole = await createDoomed(home, { database: home.it, provider, diesAt: Infinity })
  scene.before?.(whole)
  await scene.ask(whole, provider)
  await whole.rests()
  const seams = [...whole.seams]

  const database = await home.another()
  const doomed = await Promise.all(
    seams.map((_, index) => createDoomed(home, { database, provider, diesAt: index + 1 })),
  )
  for (const one of doomed) scene.before?.(one)
  await Promise.all(
    doomed.map(async (one) => {
      // What it still tries after its end, nobody hears.
      scene.ask(one, provider).catch(() => undefined)
      await one.died
    }),
  )
  expect(doomed.map((one) => one.seams.at(-1))).toEqual(seams)
  await Promise.all(doomed.map((one) => one.handover.stop()))
  await database.close()
  await lapseLeases(home.it.kysely)

  const successors = doomed.map(({ leaf, leafUserId }) => createBench(home, { leaf, leafUserId, sweeps: false }))
  // One more looks after all.
  createBench(home)
  const { wish } = scene
  if (wish) await Promise.all(successors.map((bench) => wish(bench, provider)))
  return await Promise.all(
    doomed.map(async (one, index) => {
      const successor = successors[index]
      if (successor === undefined) throw new Error('no successor')
      const { status, error_code } = one.attemptId === '' ? {} : await successor.outcome(one.attemptId)
      // Nothing is left to be done.
      await eventually(async () => {
        for (const row of await dueRows(home, one.leafUserId))
          expect(row).toEqual({ next_run_at: null, lease_owner: null, disconnect_generation: null })
      })
      const sent = [...one.codes, ...successor.codes]
      expect(sent).toEqual([...new Set(sent)])
      return {
        seam: seams[index] ?? '',
        isSealed: seams.slice(0, index + 1).includes('exchange.sealed'),
        ended: error_code ?? status,
        stands: one.leaf.standing(provider)?.fields['refreshToken'] ?? null,
        commits: one.leaf.commits,
      }
    }),
  )
}

describeOnBoth((database) => {
  describe.each(PROVIDER_IDS)('%s', (provider) => {
    test('a first connection: sealed, it is attached once; before that, the grower is told to start again', async () => {
      const ends = await dieAtEachSeam(database(), provider, { ask: handsOver })
      expect(ends.map(({ seam }) => seam)).toEqual(
        expect.arrayContaining([
          'exchange.before_send',
          'exchange.before_seal',
          'attach.before_post',
          'attach.after_post',
        ]),
      )
      for (const { isSealed, ended, stands, commits } of ends)
        expect({ ended, stands, commits }).toEqual(
          isSealed
            ? { ended: 'connected', stands: ours, commits: [ours] }
            : { ended: 'exchange_interrupted', stands: null, commits: [] },
        )
    })

    test('over a working connection: it stands until the new one does', async () => {
      const ends = await dieAtEachSeam(database(), provider, { before: holdsOld(provider), ask: handsOver })
      expect(ends.map(({ seam }) => seam)).toEqual(
        expect.arrayContaining(['attach.before_delete', 'attach.after_delete']),
      )
      for (const { isSealed, ended, stands, commits } of ends)
        expect({ ended, stands, commits }).toEqual(
          isSealed
            ? { ended: 'connected', stands: ours, commits: [ours] }
            : { ended: 'exchange_interrupted', stands: OLD, commits: [] },
        )
    })

    test('the grower disconnects meanwhile: nothing stands in the end', async () => {
      const ends = await dieAtEachSeam(database(), provider, {
        ask: handsOver,
        wish: async (bench) => await bench.handover.disconnect(bench.leafUserId, provider),
      })
      for (const { isSealed, ended, stands, commits } of ends) {
        expect(stands).toBeNull()
        expect(commits.length).toBeLessThanOrEqual(1)
        // Who was quicker may have connected it before the wish came.
        expect(isSealed ? ['cancelled', 'connected'] : ['exchange_interrupted']).toContain(ended)
      }
    })

    test('the grower starts again meanwhile: the newer one stands in the end', async () => {
      const ends = await dieAtEachSeam(database(), provider, { ask: handsOver, wish: connectsAgain })
      for (const { isSealed, ended, stands, commits } of ends) {
        expect(stands).toBe('token of newer')
        expect(commits.filter((token) => token === ours).length).toBeLessThanOrEqual(1)
        expect(isSealed ? ['attempt_superseded', 'connected'] : ['exchange_interrupted']).toContain(ended)
      }
    })

    test('a disconnect is carried through', async () => {
      const ends = await dieAtEachSeam(database(), provider, {
        before: ({ leaf }) => void leaf.put({ refreshToken: OLD }, 'OK', provider),
        ask: disconnects,
      })
      expect(ends.map(({ seam }) => seam)).toEqual(expect.arrayContaining(['disconnect.drawn']))
      for (const { stands } of ends) expect(stands).toBeNull()
    })

    test('a disconnect, and the grower connects again meanwhile: the new connection stands', async () => {
      const ends = await dieAtEachSeam(database(), provider, {
        before: ({ leaf }) => void leaf.put({ refreshToken: OLD }, 'OK', provider),
        ask: disconnects,
        wish: connectsAgain,
      })
      for (const { stands } of ends) expect(stands).toBe('token of newer')
    })
  })
})
