import type { Kysely } from 'kysely'
import { inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import type { AttemptRow } from '../handover/read-facts.ts'

export interface ConsumedAttempt {
  readonly attemptId: string
  readonly leafUserId: string
  readonly leaseOwner: string
  /** Milliseconds. */
  readonly leaseLifetime: number
  readonly change?: Partial<AttemptRow>
}

/** An attempt whose code was just consumed, as the callback leaves it. */
export const insertConsumed = async (
  database: Kysely<Tables>,
  { attemptId, leafUserId, leaseOwner, leaseLifetime, change = {} }: ConsumedAttempt,
): Promise<void> => {
  await database
    .insertInto('attempts')
    .values({
      attempt_id: attemptId,
      leaf_user_id: leafUserId,
      origin: 'https://farm.example.com',
      session_id: 'session',
      provider: 'CNHIFieldOps',
      mode: 'popup',
      return_url: 'https://farm.example.com/',
      status: 'exchanging',
      started_at: inFuture(0),
      code_consumed_at: inFuture(0),
      expires_at: inFuture(60_000),
      lease_owner: leaseOwner,
      lease_until: inFuture(leaseLifetime),
      ...change,
      baseline: null,
    })
    .execute()
}

/** As if the time of every lease had passed: its process was killed, and nobody need wait for what is proved elsewhere. */
export const lapseLeases = async (database: Kysely<Tables>): Promise<void> => {
  for (const table of ['attempts', 'connections'] as const)
    await database
      .updateTable(table)
      .set({ lease_until: inFuture(0) })
      .where('lease_until', 'is not', null)
      .execute()
}
