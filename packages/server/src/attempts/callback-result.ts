import { errorFacts, ROUTES, type CallbackResult } from '@hitch/protocol'
import type { ServerContext } from '../context.ts'
import { linkBrandName } from '../links/link-brand.ts'
import type { AttemptRow } from './read-attempts.ts'

/** What the callback page is told: where the attempt stands, and where its window goes now. */
export const callbackResult = (context: ServerContext, attempt: AttemptRow): Promise<CallbackResult> =>
  toResult(context, attempt, nextAfterCode(context, attempt))

/** The same for the page on which the grower comes back from the organizations: it must not send him there again. */
export const organizationsResult = (context: ServerContext, attempt: AttemptRow): Promise<CallbackResult> =>
  toResult(context, attempt, nextAtTheEnd(attempt))

/** John Deere's organizations page, in either mode; at the end of a same-tab flow the return URL. */
export const nextAfterCode = (context: ServerContext, attempt: AttemptRow): string | undefined => {
  if (attempt.status !== 'choosing_organizations') return nextAtTheEnd(attempt)
  const organizations = context.providers.get(attempt.provider)?.organizations
  if (organizations === undefined) return nextAtTheEnd(attempt)
  return organizations.pageUrl(context.publicUrl + ROUTES.organizationsCallback)
}

const nextAtTheEnd = (attempt: AttemptRow): string | undefined =>
  attempt.mode === 'redirect' && attempt.status !== 'exchanging' ? attempt.return_url : undefined

const toResult = async (
  context: ServerContext,
  attempt: AttemptRow,
  next: string | undefined,
): Promise<CallbackResult> => {
  const brand = await linkBrandName(context, attempt)
  return {
    attemptId: attempt.attempt_id,
    status: attempt.status,
    notify: attempt.origin,
    ...(next === undefined ? {} : { next }),
    ...(attempt.error_code === null
      ? {}
      : { error: { code: attempt.error_code, retry: errorFacts(attempt.error_code).retry } }),
    ...(attempt.subject === null ? {} : { subject: attempt.subject }),
    ...(brand === undefined ? {} : { brand }),
  }
}
