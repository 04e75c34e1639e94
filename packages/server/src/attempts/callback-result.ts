import { errorFacts, ROUTES, type CallbackResult } from '@hitch/protocol'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomSecret } from '../crypto/random.ts'
import type { AttemptRow } from './read-attempts.ts'

/** What the callback page is told: where the attempt stands, and where its window goes now. */
export const callbackResult = async (context: ServerContext, attempt: AttemptRow): Promise<CallbackResult> =>
  toResult(attempt, await nextAfterCode(context, attempt))

/** The same for the page on which the grower comes back from the organizations: it must not send him there again. */
export const organizationsResult = (attempt: AttemptRow): CallbackResult => toResult(attempt, nextAtTheEnd(attempt))

/**
 * John Deere's organizations page, in either mode; at the end of a same-tab flow the return URL. The page gets a state of
 * its own: a hash is all that is kept, so a page whose answer was lost gets a new one.
 */
export const nextAfterCode = async (context: ServerContext, attempt: AttemptRow): Promise<string | undefined> => {
  if (attempt.status !== 'choosing_organizations') return nextAtTheEnd(attempt)
  const organizations = context.providers.get(attempt.provider)?.organizations
  if (organizations === undefined) return nextAtTheEnd(attempt)
  const state = randomSecret(context.randomBytes)
  await context.database
    .updateTable('attempts')
    .set({ organizations_state_hash: sha256(state) })
    .where('attempt_id', '=', attempt.attempt_id)
    .execute()
  return organizations.pageUrl(context.publicUrl + ROUTES.organizationsCallback, state)
}

const nextAtTheEnd = (attempt: AttemptRow): string | undefined =>
  attempt.mode === 'redirect' && attempt.status !== 'exchanging' ? attempt.return_url : undefined

const toResult = (attempt: AttemptRow, next: string | undefined): CallbackResult => ({
  attemptId: attempt.attempt_id,
  status: attempt.status,
  notify: attempt.origin,
  ...(next === undefined ? {} : { next }),
  ...(attempt.error_code === null
    ? {}
    : { error: { code: attempt.error_code, retry: errorFacts(attempt.error_code).retry } }),
  ...(attempt.subject === null ? {} : { subject: attempt.subject }),
})
