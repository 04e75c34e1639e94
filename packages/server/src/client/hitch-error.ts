import { errorFacts, type ErrorCode, type Retry } from '@hitch/protocol'

const MARKER = Symbol.for('hitch.error')

/**
 * The BFF refused, or gave no answer of its own.
 *
 * @example
 * try {
 *   return await hitch.listConnections(leafUserId)
 * } catch (error) {
 *   if (!isHitchError(error)) throw error
 *   if (error.code === 'leaf_user_not_found') return []
 *   log.error({ code: error.code, status: error.status, requestId: error.requestId })
 *   throw error
 * }
 */
export class HitchError extends Error {
  override readonly name = 'HitchError'
  readonly [MARKER] = true
  /** Of the closed list; `internal` with `status: null` when there was no usable answer at all. */
  readonly code: ErrorCode
  /** Of the HTTP answer; null without one. */
  readonly status: number | null
  /** Whether the same call may help at once (`now`), after a while (`later`), or not at all (`no`). */
  readonly retry: Retry
  /** Seconds that the BFF wants to be left alone, as with `rate_limited`. */
  readonly retryAfter: number | undefined
  /** What the BFF's log calls this request: tell it to the operator. */
  readonly requestId: string | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      status: number | null
      retry?: Retry
      retryAfter?: number | undefined
      requestId?: string | undefined
      cause?: unknown
    },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status
    this.retry = options.retry ?? errorFacts(code).retry
    this.retryAfter = options.retryAfter
    this.requestId = options.requestId
  }
}

/** True for a HitchError of any copy of this package. */
export const isHitchError = (error: unknown): error is HitchError =>
  typeof error === 'object' && error !== null && MARKER in error
