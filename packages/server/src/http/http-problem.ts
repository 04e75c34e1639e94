import { ERRORS, type HttpErrorCode, type StateMismatchProblem } from '@hitch/protocol'

/** What a second use of a state may tell to the browser that holds the attempt's cookie. */
export type ProblemMembers = Pick<StateMismatchProblem, 'attemptId' | 'attemptStatus' | 'next'>

/**
 * A refusal. Thrown anywhere between a request and its handler's end; `http/problems.ts` alone turns it into an answer.
 *
 * `detail` is for the developer who reads it: it names the field or the rule, and never repeats what was sent.
 *
 * @example throw new HttpProblem('origin_not_allowed', { detail: 'origin is not within the scope of this key' })
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: HttpErrorCode
  readonly status: number
  readonly detail: string | undefined
  readonly members: ProblemMembers
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: HttpErrorCode,
    options: { detail?: string; members?: ProblemMembers; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = ERRORS[code].status
    this.detail = options.detail
    this.members = options.members ?? {}
    this.headers = options.headers ?? {}
  }
}
