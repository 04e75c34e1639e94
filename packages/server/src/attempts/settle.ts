import type { ErrorCode } from '@hitch/protocol'
import { sql, type Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { recordAttemptEvent } from './attempt-events.ts'

/** The outcomes. `cancelled` carries a code only when a newer attempt took over. DESIGN section 4, rule 12. */
export type Outcome =
  | { readonly status: 'connected' }
  | { readonly status: 'failed'; readonly code: ErrorCode }
  | { readonly status: 'cancelled'; readonly code?: 'attempt_superseded' }
  | { readonly status: 'expired' }

const errorCode = (outcome: Outcome): ErrorCode | null => {
  switch (outcome.status) {
    case 'connected':
      return null
    case 'failed':
      return outcome.code
    case 'cancelled':
      return outcome.code ?? null
    case 'expired':
      return 'attempt_expired'
  }
}

/**
 * Gives an attempt its one outcome, and deletes every sealed copy with it: one statement, so of two that try, one wins.
 *
 * `beforeCode`: only while the code is not consumed; cancel, supersede and expiry win no later (rule 10).
 * Resolves with whether this call settled it.
 *
 * @example await settleAttempt(transaction, attemptId, { status: 'cancelled' }, { beforeCode: true })
 */
export const settleAttempt = async (
  database: Kysely<Tables>,
  attemptId: string,
  outcome: Outcome,
  options: { readonly beforeCode?: boolean } = {},
): Promise<boolean> => {
  let update = database
    .updateTable('attempts')
    .set({
      status: outcome.status,
      error_code: errorCode(outcome),
      settled_at: sql<Date>`now()`,
      sealed_token: null,
      sealed_previous: null,
      baseline: null,
      lease_owner: null,
      lease_until: null,
      next_run_at: null,
    })
    .where('attempt_id', '=', attemptId)
    .where('settled_at', 'is', null)
  if (options.beforeCode === true) update = update.where('code_consumed_at', 'is', null)
  const settled = (await update.executeTakeFirst()).numUpdatedRows > 0n
  if (settled) await recordAttemptEvent(database, attemptId, 'settled', { ...outcome })
  return settled
}
