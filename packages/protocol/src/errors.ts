/**
 * The one closed list of error codes, shared by browser and server.
 *
 * `fault`: who can mend it. `status`: of the HTTP answer; `null` where the code is only an attempt's outcome.
 * `retry`: whether the grower may try again at once (`now`), after a while (`later`), or in vain (`no`).
 * The grower's words are in the widget's message files; the operator's hints are in `./schemas`, away from browsers.
 */
export type Fault = 'grower' | 'host' | 'operator' | 'provider' | 'leaf' | 'network' | 'hitch'
export type Retry = 'now' | 'later' | 'no'

export interface ErrorFacts {
  readonly status: number | null
  readonly fault: Fault
  readonly retry: Retry
}

export const ERRORS = {
  /** The request's body, path or query does not fit its schema. */
  invalid_request: { status: 400, fault: 'hitch', retry: 'no' },
  /** No such session, or its token is not ours. The host makes a new one. */
  session_invalid: { status: 401, fault: 'host', retry: 'no' },
  /** The session's time is up. The widget asks the host for another, silently. */
  session_expired: { status: 401, fault: 'host', retry: 'now' },
  /** The host backend's secret key is missing or wrong. */
  secret_key_invalid: { status: 401, fault: 'host', retry: 'no' },
  /** The request's Origin is not the session's, or no session may be made for it. */
  origin_not_allowed: { status: 403, fault: 'host', retry: 'no' },
  /** The callback came without this attempt's cookie: the flow was finished in another browser. */
  attempt_not_yours: { status: 403, fault: 'grower', retry: 'no' },
  /** `state` is unknown, already used, or another provider's. RFC 6749 section 10.12. */
  state_mismatch: { status: 403, fault: 'grower', retry: 'no' },
  /** The ticket is unknown, used or too old. */
  ticket_invalid: { status: 403, fault: 'grower', retry: 'now' },
  /** The session lacks the permission. */
  not_allowed: { status: 403, fault: 'host', retry: 'no' },
  /** No such route, attempt or connection, or not for this session. */
  not_found: { status: 404, fault: 'hitch', retry: 'no' },
  /** Leaf knows no user of that id. */
  leaf_user_not_found: { status: 404, fault: 'host', retry: 'no' },
  /** The provider is not offered: not configured, or not among the session's. */
  provider_not_configured: { status: 404, fault: 'operator', retry: 'no' },
  /** The request contradicts what stands, such as several Leaf users of one externalId. */
  conflict: { status: 409, fault: 'hitch', retry: 'no' },
  link_expired: { status: 410, fault: 'host', retry: 'no' },
  link_used: { status: 410, fault: 'grower', retry: 'no' },
  link_revoked: { status: 410, fault: 'host', retry: 'no' },
  payload_too_large: { status: 413, fault: 'hitch', retry: 'no' },
  unsupported_media_type: { status: 415, fault: 'hitch', retry: 'no' },
  rate_limited: { status: 429, fault: 'grower', retry: 'later' },
  internal: { status: 500, fault: 'hitch', retry: 'now' },
  /** The provider, or its OAuth helper, answers with an error or an answer that cannot be read. */
  provider_unavailable: { status: 502, fault: 'provider', retry: 'later' },
  /** The provider, or its OAuth helper, does not answer in time. */
  provider_timeout: { status: 502, fault: 'provider', retry: 'later' },
  /** Leaf does not answer, or answers 5xx. */
  leaf_unavailable: { status: 503, fault: 'leaf', retry: 'later' },
  /** Leaf refuses the operator's own account. */
  leaf_unauthorized: { status: 503, fault: 'operator', retry: 'no' },
  /** The browser stopped the window. */
  popup_blocked: { status: null, fault: 'grower', retry: 'now' },
  /** The host's Content-Security-Policy stopped the form: its `form-action` lacks HITCH_PUBLIC_URL. */
  blocked_by_host_policy: { status: null, fault: 'host', retry: 'no' },
  network_offline: { status: null, fault: 'network', retry: 'now' },
  /** The grower refused at the provider. RFC 6749 section 4.1.2.1. */
  access_denied: { status: null, fault: 'grower', retry: 'now' },
  /** A newer attempt at the same provider took over. */
  attempt_superseded: { status: null, fault: 'grower', retry: 'no' },
  /** 30 minutes passed without a code. */
  attempt_expired: { status: null, fault: 'grower', retry: 'now' },
  /** The token endpoint refused the code: `invalid_grant`, RFC 6749 section 5.2. */
  code_rejected: { status: null, fault: 'grower', retry: 'now' },
  /** The code was sent and no answer was stored; a code is sent at most once. */
  exchange_interrupted: { status: null, fault: 'hitch', retry: 'now' },
  /** The account belongs to STAGE and the operator's application to PRODUCTION, or the other way round. */
  environment_mismatch: { status: null, fault: 'grower', retry: 'now' },
  /** CNH does not accept the operator's subscription key. */
  subscription_key_rejected: { status: null, fault: 'operator', retry: 'no' },
  /** FieldOps: no Farm Manager title, or never signed in to the portal. */
  grower_not_authorized: { status: null, fault: 'grower', retry: 'now' },
  /** John Deere: no organization was shared. */
  organizations_not_granted: { status: null, fault: 'grower', retry: 'now' },
  /** Leaf, or the provider through Leaf, does not accept the new credential. */
  credential_rejected: { status: null, fault: 'grower', retry: 'now' },
} as const satisfies Record<string, ErrorFacts>

export type ErrorCode = keyof typeof ERRORS

/** The codes that are an HTTP answer; the others are outcomes of an attempt and never leave as a status. */
export type HttpErrorCode = {
  [Code in ErrorCode]: (typeof ERRORS)[Code]['status'] extends number ? Code : never
}[ErrorCode]

/** The facts of a code; of one that is newer than this copy: the facts of `internal`. */
export const errorFacts = (code: string): ErrorFacts =>
  Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : ERRORS.internal

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code)
