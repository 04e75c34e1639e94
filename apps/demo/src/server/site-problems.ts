import type { Context } from 'hono'
import type { SiteProblem } from '../shared/site.ts'

export const problem = (code: string, message: string): SiteProblem => ({ code, message })

const notReachable = problem('connect_not_reachable', 'The connect service does not answer. Try again in a minute.')

/** Told once per failure: what was asked of the BFF, and how it failed. Never given a token or a body. */
export type ReportFailure = (what: string, error: unknown) => void

/** Does what needs the BFF. When that fails it is reported, and the page is told that the service does not answer. */
export const orUnreachable = async (
  c: Context,
  reportFailure: ReportFailure,
  what: string,
  work: () => Promise<Response>,
): Promise<Response> => {
  try {
    return await work()
  } catch (error) {
    reportFailure(what, error)
    return c.json(notReachable, 502)
  }
}
