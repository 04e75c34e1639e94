import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import { HttpProblem } from './http-problem.ts'

/**
 * The page that posted a form, by the browser's own word. `Origin: null` is what a sandboxed frame sends, and a stripped
 * one may be anybody's: neither names a page. Referer is never consulted, for a host's own policy decides what is in it.
 *
 * @throws HttpProblem origin_not_allowed
 */
export const attestedOrigin = (c: Context<AppEnv>, allowedOrigins: readonly string[]): string => {
  const origin = c.req.header('origin')
  if (origin === undefined || !allowedOrigins.includes(origin))
    throw new HttpProblem('origin_not_allowed', { detail: 'Origin must be that of a host page' })
  return origin
}
