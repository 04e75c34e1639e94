import type { z } from 'zod'

/**
 * Every call that leaves the BFF goes through this. Its host is the operator's configuration, never an answer's.
 * Redirects are refused, answers capped at 1 MB and read by schema; connect 3 s, whole call as `timeout` says.
 */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; `form` as application/x-www-form-urlencoded. */
  readonly json?: unknown
  /** JSON that is sent as it stands, because it is signed. */
  readonly jsonText?: string
  readonly form?: Readonly<Record<string, string>>
  /** What it sends cannot be had again: it is sent even when others of its kind came to nothing. */
  readonly onlyOnce?: boolean
  /** Only status and headers of the answer are wanted: its body is not read, and `text` is empty. */
  readonly unread?: boolean
  /** Milliseconds for the whole call. */
  readonly timeout: number
  /** For the log: `leaf`, or a provider's id and what is asked of it, such as `CNHIFieldOps get_token`. */
  readonly name: string
}

/** A whole answer, unread: any HTTP status. `json` parses by schema, and throws UpstreamError `malformed`. */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  json<T>(schema: z.ZodType<T>): T
}

export interface Upstream {
  /** Resolves with any whole answer; throws UpstreamError when there is none. */
  send(request: UpstreamRequest): Promise<UpstreamAnswer>
}

/**
 * No answer, or one that cannot be used.
 *
 * `timeout`: not in time. `unreachable`: no connection was made, so nothing was sent. `broken`: it broke off midway, so
 * nobody knows what the other side did. `redirected`, `too_large`, `malformed`: it answered, but not as agreed.
 */
export type UpstreamErrorKind = 'timeout' | 'unreachable' | 'broken' | 'redirected' | 'too_large' | 'malformed'

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError'
  readonly kind: UpstreamErrorKind
  constructor(kind: UpstreamErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
  }
}
