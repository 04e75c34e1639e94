import type { CallbackBody, ErrorCode, ProviderId } from '@hitch/protocol'
import type { Kysely, Transaction } from 'kysely'
import { ATTEMPT_COLUMNS } from '../database/columns.ts'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import type { Tables } from '../database/tables.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import { changeWithEvent } from './attempt-events.ts'
import { findAttempt, readAttempt, type AttemptRow } from './read-attempts.ts'
import { refusalCode } from './refusal-code.ts'
import { failAttempt } from './settle.ts'

export interface ReturnedCallback {
  readonly provider: ProviderId
  readonly body: CallbackBody
  /** Secrets of the attempt cookies that came along, by attempt id. */
  readonly cookies: ReadonlyMap<string, string>
}

/**
 * Uses up `state`, once: one statement in which state, provider and cookie must fit one attempt that still waits. Of a
 * hundred that come at the same time one is given the attempt, which is then `exchanging` under this process's lease;
 * with a refusal of the provider's it ends there and then. DESIGN section 4, rules 3 and 4.
 *
 * Resolves with `null` when nothing fits; `explainRefusal` says what to answer.
 */
export const consumeState = async (
  context: ServerContext,
  returned: ReturnedCallback,
  leaseOwner: string,
): Promise<AttemptRow | null> => {
  const { database, providers, timings } = context
  const { provider, body, cookies } = returned
  if (cookies.size === 0) return null
  const consume = async (home: Kysely<Tables>): Promise<AttemptRow | undefined> =>
    await changeWithEvent(
      home,
      (statement) =>
        statement
          .updateTable('attempts')
          .set({
            status: 'exchanging',
            code_consumed_at: databaseNow,
            lease_owner: leaseOwner,
            lease_until: inFuture(timings.leaseLifetime),
          })
          .where('state_hash', '=', sha256(body.state))
          .where('provider', '=', provider)
          .where((where) =>
            where.or(
              [...cookies].map(([attemptId, secret]) =>
                where.and({ attempt_id: attemptId, cookie_hash: sha256(secret) }),
              ),
            ),
          )
          .where('status', '=', 'started')
          .where('code_consumed_at', 'is', null)
          .where('expires_at', '>', databaseNow),
      { name: 'error' in body ? 'refused' : 'code_consumed' },
    )
  if (!('error' in body)) return (await consume(database)) ?? null
  return await database.transaction().execute(async (transaction) => {
    const attempt = await consume(transaction)
    if (attempt === undefined) return null
    return await endRefused(context, transaction, attempt, refusalCode(providers.get(provider), body))
  })
}

const endRefused = async (
  { outbox }: ServerContext,
  transaction: Transaction<Tables>,
  attempt: AttemptRow,
  code: ErrorCode,
): Promise<AttemptRow> => {
  await failAttempt(outbox, transaction, attempt.attempt_id, code)
  return await readAttempt({ database: transaction }, attempt.attempt_id)
}

/**
 * Why nothing fitted. Only to the browser that holds the attempt's cookie a second use tells where the attempt stands,
 * so that a page whose answer was lost goes on; `attemptId` of the problem is filled in for it alone.
 */
export const explainRefusal = async (
  { database }: ServerContext,
  { provider, body, cookies }: ReturnedCallback,
): Promise<{ problem: HttpProblem } | { secondUse: AttemptRow }> => {
  const attempt = await database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .where('state_hash', '=', sha256(body.state))
    .executeTakeFirst()
  if (attempt === undefined || attempt.provider !== provider) return { problem: new HttpProblem('state_mismatch') }
  const secret = cookies.get(attempt.attempt_id)
  const fits = secret !== undefined && attempt.cookie_hash === sha256(secret)
  if (fits) {
    const owner = { leafUserId: attempt.leaf_user_id, origin: attempt.origin }
    return { secondUse: (await findAttempt({ database }, attempt.attempt_id, owner)) ?? attempt }
  }
  return { problem: new HttpProblem(attempt.code_consumed_at === null ? 'attempt_not_yours' : 'state_mismatch') }
}
