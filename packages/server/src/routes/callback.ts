import { isAttemptOutcome, type CallbackBody, type CallbackResult } from '@hitch/protocol'
import type { Context } from 'hono'
import { callbackResult, nextAfterCode, organizationsResult } from '../attempts/callback-result.ts'
import { consumeState, explainRefusal } from '../attempts/consume-state.ts'
import { findReturned } from '../attempts/find-returned.ts'
import { readAttempt, type AttemptRow } from '../attempts/read-attempts.ts'
import type { Front } from '../front.ts'
import type { AppEnv } from '../http/app-env.ts'
import { cleanText } from '../http/clean-text.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { providerParameter } from '../http/path-parameters.ts'

type CallbackHandlers = Pick<Handlers, 'callbackPage' | 'callback' | 'organizationsPage' | 'organizationsCallback'>

/** The way back from the provider: a page without side effect, then its own POST, which alone does something. */
export const callbackHandlers = (front: Front): CallbackHandlers => {
  const { context, handover, cookies, pages } = front

  /** The outcome is told: the cookie has done its work. */
  const withCookieCleared = (c: Context<AppEnv>, result: CallbackResult): CallbackResult => {
    if (isAttemptOutcome(result.status)) cookies.clear(c, result.attemptId)
    return result
  }

  /** A grower who took half an hour to sign in must still be known when he comes back from the organizations. */
  const renewCookie = (
    c: Context<AppEnv>,
    { attempt_id: attemptId, status }: AttemptRow,
    secret: string | undefined,
  ): void => {
    if (status === 'choosing_organizations' && secret !== undefined)
      cookies.set(c, attemptId, secret, context.timings.attemptLifetime)
  }

  const refuse = async (c: Context<AppEnv>, returned: Parameters<typeof explainRefusal>[1]): Promise<never> => {
    const explained = await explainRefusal(context, returned)
    if ('problem' in explained) throw explained.problem
    const attempt = explained.secondUse
    const next = nextAfterCode(context, attempt)
    c.set('log', c.get('log').child({ attemptId: attempt.attempt_id }))
    throw new HttpProblem('state_mismatch', {
      members: {
        attemptId: attempt.attempt_id,
        attemptStatus: attempt.status,
        ...(next === undefined ? {} : { next }),
      },
    })
  }

  return {
    callbackPage: ({ c }) => {
      const provider = context.providers.get(providerParameter(c))
      if (provider === undefined) throw new HttpProblem('not_found')
      return pages.callback(c, provider, 'code')
    },

    async callback({ c, body }) {
      const provider = providerParameter(c)
      c.set('log', c.get('log').child({ provider, step: 'callback' }))
      const returned = { provider, body, cookies: cookies.read(c) }
      cookies.makeRoom(c, 0)
      const attempt = await consumeState(context, returned, context.instanceId)
      if (attempt === null) return await refuse(c, returned)

      const log = c.get('log').child({ attemptId: attempt.attempt_id })
      c.set('log', log)
      logReturn(log, body)
      if (!('error' in body)) {
        await context.seam('code consumed')
        await handover.exchange(attempt.attempt_id, body.code, context.instanceId)
      }
      const now = await readAttempt(context, attempt.attempt_id)
      renewCookie(c, now, returned.cookies.get(now.attempt_id))
      return { status: 200, body: withCookieCleared(c, await callbackResult(context, now)) }
    },

    organizationsPage: ({ c }) => {
      const provider = context.providers.get('JohnDeere')
      if (provider === undefined) throw new HttpProblem('not_found')
      return pages.callback(c, provider, 'organizations')
    },

    async organizationsCallback({ c }) {
      const found = await findReturned(context, cookies.read(c))
      if (found === undefined) throw new HttpProblem('attempt_not_yours')
      c.set('log', c.get('log').child({ attemptId: found.attempt_id, provider: found.provider, step: 'organizations' }))
      if (found.status === 'choosing_organizations') await handover.organizationsReturned(found.attempt_id)
      const now: AttemptRow = await readAttempt(context, found.attempt_id)
      return { status: 200, body: withCookieCleared(c, await organizationsResult(context, now)) }
    },
  }
}

/** A provider's own words help the operator and nobody else. They come from a URL: cleaned, and never shown. */
const logReturn = (log: AppEnv['Variables']['log'], body: CallbackBody): void => {
  if (!('error' in body)) return log.info('the provider gave a code')
  log.info(
    { providerError: cleanText(body.error), providerErrorDescription: cleanText(body.errorDescription ?? '') },
    'the provider gave no code',
  )
}
