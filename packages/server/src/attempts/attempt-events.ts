import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** What an event may say beside its name. Never a secret, code, state, token or upstream body. */
export type AttemptEventDetails = Readonly<Record<string, string | number | boolean | null>>

/**
 * Appends to the record from which one can follow an attempt. Given a transaction, it stands or falls with the change
 * that it tells of.
 *
 * @example await recordAttemptEvent(transaction, attemptId, 'code_consumed')
 */
export const recordAttemptEvent = async (
  database: Kysely<Tables>,
  attemptId: string,
  name: string,
  details?: AttemptEventDetails,
): Promise<void> => {
  await database
    .insertInto('attempt_events')
    .values({ attempt_id: attemptId, name, details: details === undefined ? null : JSON.stringify(details) })
    .execute()
}
