import type { ProviderId } from '@hitch/protocol'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { createBench, eventually, type Bench } from './handover-bench.ts'
import type { TestDatabase } from './test-database.ts'

/** A server that stands still for ever at one of the seams that it passes. */
export interface Doomed extends Bench {
  /** The seams that it came to. */
  readonly seams: readonly string[]
  /** Resolves when it stands still. */
  readonly died: Promise<void>
  /** The attempt that it handed over; empty: none. */
  readonly attemptId: string
  /** Resolves when nothing is left to be done for its Leaf user. */
  rests(): Promise<void>
}

export interface DoomedOptions {
  readonly database: ConnectDatabase
  readonly provider: ProviderId
  /** Which seam of those that it passes, counted from 1; Infinity: none. */
  readonly diesAt: number
}

/** It takes up its own work alone: what others leave behind, and their wake-ups, would count as seams of its own. */
export const createDoomed = async (
  home: TestDatabase,
  { database, provider, diesAt }: DoomedOptions,
): Promise<Doomed> => {
  const seams: string[] = []
  let stand = (): void => undefined
  const died = new Promise<void>((resolve) => (stand = resolve))
  let attemptId = ''
  const bench = createBench(home, {
    database,
    idle: true,
    timings: { stopDeadline: 0 },
    jobs: {
      // Its start gets no further than this, so that it never sweeps.
      work: () => new Promise(() => undefined),
    },
    seam: async (name) => {
      if (seams.length !== diesAt) seams.push(name)
      if (seams.length !== diesAt) return
      stand()
      // What else it has under way comes to rest at its next seam.
      await new Promise(() => undefined)
    },
  })
  if (provider === 'JohnDeere') bench.leaf.switches.organizations = [{ id: 'farm', connected: true }]
  void bench.handover.start()

  const doomed: Doomed = {
    ...bench,
    seams,
    died,
    get attemptId() {
      return attemptId
    },
    async handOver(code) {
      const consumed = await bench.consumed({ provider })
      attemptId = consumed.attemptId
      await bench.handover.exchange(attemptId, code, consumed.leaseOwner)
      return attemptId
    },
    async rests() {
      if (attemptId !== '') await bench.outcome(attemptId)
      await eventually(async () => {
        const rows = await home.it.kysely
          .selectFrom('connections')
          .select('lease_owner')
          .where('leaf_user_id', '=', bench.leafUserId)
          .where('lease_owner', 'is not', null)
          .execute()
        if (rows.length > 0) throw new Error('it is still at work')
      })
    },
  }
  return doomed
}
