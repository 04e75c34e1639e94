import { errorFacts, type ErrorCode } from '@hitch/protocol'
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { AttemptsTable, Tables } from '../database/tables.ts'
import type { Outbox } from '../webhooks/outbox.ts'
import { changeWithEvent } from './attempt-events.ts'

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

interface SettleOptions {
  /** Only while the code is not consumed: cancel, supersede and expiry win no later (rule 10). */
  readonly beforeCode?: boolean
  /** What else is to be written of it. */
  readonly change?: Partial<Omit<Selectable<AttemptsTable>, 'baseline'>>
}

/**
 * Gives an attempt its one outcome, and deletes every sealed copy with it: one statement, so of two that try, one wins.
 * A failure is `failAttempt`'s: the host's backend is told of it.
 *
 * Resolves with whether this call settled it.
 *
 * @example await settleAttempt(transaction, attemptId, { status: 'cancelled' }, { beforeCode: true })
 */
export const settleAttempt = async (
  database: Kysely<Tables>,
  attemptId: string,
  outcome: Exclude<Outcome, { status: 'failed' }>,
  options: SettleOptions = {},
): Promise<boolean> => (await settle(database, attemptId, outcome, options)) !== undefined

/**
 * Ends an attempt as failed, and tells the host's backend in the same transaction.
 *
 * @example await failAttempt(outbox, transaction, attemptId, 'code_rejected')
 */
export const failAttempt = async (
  outbox: Outbox,
  transaction: Transaction<Tables>,
  attemptId: string,
  code: ErrorCode,
  options: Pick<SettleOptions, 'change'> = {},
): Promise<void> => {
  const row = await settle(transaction, attemptId, { status: 'failed', code }, options)
  // One that nobody has started is the operator's (`hitch rotate-provider`), and no news for the host's backend.
  if (row === undefined || row.started_at === null) return
  const { leaf_user_id: leafUserId, provider } = row
  const error = { code, retry: errorFacts(code).retry }
  await outbox.add(transaction, { type: 'attempt.failed', data: { leafUserId, provider, attemptId, error } })
}

const settle = async (
  database: Kysely<Tables>,
  attemptId: string,
  outcome: Outcome,
  { beforeCode = false, change = {} }: SettleOptions,
): Promise<Selectable<AttemptsTable> | undefined> =>
  await changeWithEvent(
    database,
    (statement) =>
      statement
        .updateTable('attempts')
        .set({
          ...change,
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
        .$if(beforeCode, (update) => update.where('code_consumed_at', 'is', null)),
    { name: 'settled', details: { ...outcome } },
  )
