import type { StateMismatchProblem } from '@hitch/protocol'
import { ERROR_HINTS } from '@hitch/protocol/schemas'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppEnv } from './app-env.ts'
import type { HttpProblem } from './http-problem.ts'
import { toProblem } from './to-problem.ts'

/** How a window is told; the pages know brand and words. */
export type RenderProblemPage = (c: Context<AppEnv>, problem: HttpProblem) => Response | Promise<Response>

/**
 * The one place at which a refusal becomes HTTP: RFC 9457 problem details, or for a window a small page with the same
 * status. The log gets the operator's hint, and the stack of what nobody foresaw; the browser gets neither.
 */
export const createProblemRenderer =
  (renderPage: RenderProblemPage) =>
  async (error: unknown, c: Context<AppEnv>): Promise<Response> => {
    const problem = toProblem(error)
    const log = c.get('log')
    const facts = { code: problem.code, status: problem.status }
    if (problem.code === 'internal') log.error({ ...facts, err: error }, ERROR_HINTS.internal)
    else log.info({ ...facts, detail: problem.detail }, ERROR_HINTS[problem.code])

    for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
    if (c.get('answersWith') === 'page') return renderPage(c, problem)
    return c.body(JSON.stringify(toBody(problem, c.get('requestId'))), problem.status as ContentfulStatusCode, {
      'Content-Type': 'application/problem+json',
    })
  }

const toBody = (problem: HttpProblem, requestId: string): StateMismatchProblem => ({
  type: `urn:hitch:problem:${problem.code}`,
  title: title(problem.code),
  status: problem.status,
  code: problem.code,
  ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  requestId,
  ...problem.members,
})

/** `session_expired` reads as "Session expired": the same for every occurrence, as RFC 9457 section 3.1.3 asks. */
const title = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')
