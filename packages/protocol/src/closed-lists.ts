/**
 * The closed lists of the wire. A list is written once, as `as const`; its type and its guard are derived.
 *
 * A browser may meet a value that is newer than itself: it asks the guard and shows the neutral case, it never throws.
 */

/** Leaf's own provider ids, used on the wire. `CNHI` is AFS Connect. Source: Leaf's provider pages, read 2026-03. */
export const PROVIDER_IDS = ['JohnDeere', 'CNHIFieldOps', 'CNHI', 'ClimateFieldView'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

/** Leaf's `clientEnvironment`. STAGE: only staging test accounts can sign in. PRODUCTION: only real ones. */
export const ENVIRONMENTS = ['STAGE', 'PRODUCTION'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** How a provider is doing, as far as the server has seen. */
export const AVAILABILITIES = ['available', 'degraded', 'down'] as const
export type Availability = (typeof AVAILABILITIES)[number]

/** What a session may do. A session from `POST /v1/sessions` has all three unless told otherwise. */
export const PERMISSIONS = ['connect', 'disconnect', 'details'] as const
export type Permission = (typeof PERMISSIONS)[number]

/** `popup`: the provider opens in a window of its own. `redirect`: in the same tab, and back to the return URL. */
export const ATTEMPT_MODES = ['popup', 'redirect'] as const
export type AttemptMode = (typeof ATTEMPT_MODES)[number]

/** A step that can be reopened alone. Only John Deere has one. */
export const ATTEMPT_STEPS = ['organizations'] as const
export type AttemptStep = (typeof ATTEMPT_STEPS)[number]

/** Statuses of an attempt that is under way, in the order in which they are passed. */
export const OPEN_ATTEMPT_STATUSES = [
  'created',
  'started',
  'exchanging',
  'choosing_organizations',
  'attaching',
  'verifying',
] as const
export type OpenAttemptStatus = (typeof OPEN_ATTEMPT_STATUSES)[number]

/** The outcomes. Every attempt reaches exactly one of them, once. */
export const ATTEMPT_OUTCOMES = ['connected', 'failed', 'cancelled', 'expired'] as const
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number]

export const ATTEMPT_STATUSES = [...OPEN_ATTEMPT_STATUSES, ...ATTEMPT_OUTCOMES] as const
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]

/** `used`: every provider that it offers was connected as often as it may be. */
export const LINK_STATUSES = ['active', 'used', 'expired', 'revoked'] as const
export type LinkStatus = (typeof LINK_STATUSES)[number]

export const CONNECTION_STATUSES = ['connected', 'checking', 'needs_attention', 'choose_organizations'] as const
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number]

/** What the grower must know or have done before the provider's page opens. The widget has a text for each. */
export const PREREQUISITES = ['farm_manager_title', 'signed_in_once', 'choose_organizations'] as const
export type Prerequisite = (typeof PREREQUISITES)[number]

/** What the operator will be able to read (`*_write`: change) at the provider. The widget has a text for each. */
export const SHARED_DATA = [
  'fields',
  'operations',
  'files',
  'fields_write',
  'prescriptions_write',
  'soil_write',
  'imagery_write',
] as const
export type SharedData = (typeof SHARED_DATA)[number]

/** What becomes of a forgotten grower's credentials at Leaf. */
export const FORGET_CREDENTIALS = ['keep', 'delete'] as const
export type ForgetCredentials = (typeof FORGET_CREDENTIALS)[number]

/** One check of a credential in plain terms, made from Leaf's raw events, which stay on the server. */
export const HEALTH_SUMMARIES = ['access_works', 'access_ended', 'provider_busy', 'provider_failing', 'other'] as const
export type HealthSummary = (typeof HEALTH_SUMMARIES)[number]

const has =
  <T extends string>(list: readonly T[]) =>
  (value: unknown): value is T =>
    (list as readonly unknown[]).includes(value)

export const isProviderId = /* @__PURE__ */ has(PROVIDER_IDS)
export const isAttemptOutcome = /* @__PURE__ */ has(ATTEMPT_OUTCOMES)
