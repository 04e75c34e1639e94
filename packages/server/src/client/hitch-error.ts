import { errorFacts, type ErrorCode, type Retry } from '@hitch/protocol'

const MARKER = Symbol.for('hitch.error')

/**
 * The BFF refused, or gave no answer of its own.
 *
 * `code`: of the closed list; `internal` with `status: null` when there was no usable answer at all. `retry`: whether the
 * same call may help at once, later, or not at all. `requestId`: what the BFF's log calls this request.
 */
export class HitchError extends Error {
  override readonly name = 'HitchError'
  readonly [MARKER] = true
  readonly code: ErrorCode
  readonly status: number | null
  readonly retry: Retry
  readonly requestId: string | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { status: number | null; retry?: Retry; requestId?: string | undefined; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status
    this.retry = options.retry ?? errorFacts(code).retry
    this.requestId = options.requestId
  }
}

/** True for a HitchError of any copy of this package. */
export const isHitchError = (error: unknown): error is HitchError =>
  typeof error === 'object' && error !== null && MARKER in error
