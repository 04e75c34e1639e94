import { ERRORS, ROUTES } from '@hitch/protocol'
import { ProviderError, withState } from '@hitch/providers'
import { failAttempt } from '../attempts/settle.ts'
import { startAttempt, type StartedAttempt } from '../attempts/start-attempt.ts'
import { linkBrandName } from '../links/link-brand.ts'
import type { Front } from '../front.ts'
import { attestedOrigin } from '../http/attested-origin.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { readTicket } from '../http/read-ticket.ts'
import { toProblem } from '../http/to-problem.ts'

/** For a code that is an attempt's outcome and no HTTP answer: somebody behind us said no. */
const BAD_GATEWAY = 502

/**
 * The attested start: the browser itself tells by Origin which page began. From the ticket's use to the provider's page
 * there is one answer, and never a redirect: Chromium and WebKit apply the host's `form-action` to every redirect that
 * follows a form. DESIGN section 4.
 */
export const startHandlers = (front: Front): Pick<Handlers, 'start'> => ({
  async start({ c }) {
    const { context, cookies, pages } = front
    const origin = attestedOrigin(c, [...context.allowedOrigins, context.publicUrl])
    const started = await startAttempt(context, await readTicket(c.req.raw), origin)
    const { attempt, cookieSecret } = started
    const log = c.get('log').child({ attemptId: attempt.attempt_id, provider: attempt.provider, step: 'start' })
    c.set('log', log)
    let url: string
    try {
      url = await destination(front, started)
    } catch (error) {
      const code = error instanceof ProviderError ? error.code : toProblem(error).code
      await context.database
        .transaction()
        .execute((transaction) => failAttempt(context.outbox, transaction, attempt.attempt_id, code))
      log.warn({ err: error, code }, 'no authorization URL')
      const status = ERRORS[code].status ?? BAD_GATEWAY
      return pages.startFailed(c, attempt, { code, status }, await linkBrandName(context, attempt))
    }
    cookies.makeRoom(c, 1)
    cookies.set(c, attempt.attempt_id, cookieSecret, context.timings.attemptLifetime)
    log.info('the grower is sent to the provider')
    return pages.opening(c, attempt, url, await linkBrandName(context, attempt))
  },
})

const destination = async ({ context, authorizationUrls }: Front, started: StartedAttempt): Promise<string> => {
  const { attempt, state } = started
  const provider = context.providers.get(attempt.provider)
  if (provider === undefined) throw new HttpProblem('provider_not_configured')
  if (attempt.status === 'choosing_organizations') {
    if (provider.organizations === undefined) throw new HttpProblem('provider_not_configured')
    return provider.organizations.pageUrl(context.publicUrl + ROUTES.organizationsCallback)
  }
  return withState(await authorizationUrls.get(provider, attempt.leaf_user_id), state)
}
