import { ERRORS, type ErrorCode, type HttpErrorCode } from '@hitch/protocol'
import { ProviderError } from '@hitch/providers'
import { LeafError } from '../leaf/leaf.ts'
import { HttpProblem } from './http-problem.ts'

const isHttpErrorCode = (code: ErrorCode): code is HttpErrorCode => ERRORS[code].status !== null

/** Whatever was thrown, as a refusal that says no more than it should. What nobody foresaw is `internal`. */
export const toProblem = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error
  if (error instanceof LeafError) {
    const code = LEAF_CODES[error.kind]
    return new HttpProblem(code, {
      cause: error,
      ...(error.retryAfter === undefined ? {} : { headers: { 'Retry-After': String(error.retryAfter) } }),
    })
  }
  if (error instanceof ProviderError && isHttpErrorCode(error.code))
    return new HttpProblem(error.code, { cause: error })
  return new HttpProblem('internal', { cause: error })
}

const LEAF_CODES = {
  unauthorized: 'leaf_unauthorized',
  unavailable: 'leaf_unavailable',
  refused: 'leaf_unavailable',
  user_not_found: 'leaf_user_not_found',
} as const satisfies Record<LeafError['kind'], HttpErrorCode>
