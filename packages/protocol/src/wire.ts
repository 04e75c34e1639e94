import type {
  AttemptMode,
  AttemptStatus,
  AttemptStep,
  Availability,
  ConnectionStatus,
  Environment,
  HealthSummary,
  Permission,
  Prerequisite,
  ProviderId,
  SharedData,
} from './closed-lists.ts'
import type { ErrorCode, Retry } from './errors.ts'

/** Wire shapes. Times are ISO 8601 in UTC; changes are additive. Others rely on them: DESIGN section 5. */

/** Who receives the grower's data: the operator's brand. */
export interface Brand {
  name: string
  logoUrl?: string
}

export interface Session {
  sessionId: string
  expiresAt: string
  /** The one origin from which this session may be used. */
  origin: string
  /** BCP 47, such as `pt-BR`. */
  locale?: string
  /** Whose farm it is, as the host names it: "North Ridge Farm". Shown to the grower, never interpreted. */
  subject?: string
  can: Permission[]
  brand: Brand
}

export interface ProviderSummary {
  id: ProviderId
  label: string
  shortLabel: string
  brands: string[]
  environment: Environment | null
  availability: Availability
  prerequisites: Prerequisite[]
  dataShared: SharedData[]
}

/** What a browser may know of a credential. */
export interface Connection {
  provider: ProviderId
  status: ConnectionStatus
  environment: Environment | null
  createdTime: string | null
  lastCheckedAt: string | null
  /** True from the grower's disconnect until the credential is gone at Leaf. */
  disconnecting?: true
}

export interface AttemptError {
  code: ErrorCode
  retry: Retry
}

export interface Attempt {
  attemptId: string
  provider: ProviderId
  status: AttemptStatus
  createdAt: string
  expiresAt: string
  /** With `failed` and `expired` always, with `cancelled` only when superseded. */
  error?: AttemptError
  /** With `connected`. */
  connection?: Connection
}

/** `GET /v1/connect`: one request paints everything. */
export interface ConnectState {
  session: Session
  providers: ProviderSummary[]
  connections: Connection[]
  /** Open attempts, and ended ones that were not yet acknowledged. */
  attempts: Attempt[]
}

export interface Organization {
  id: string
  name: string
  connected: boolean
  /** Where the grower changes what is shared, at John Deere. */
  managementUri: string | null
}

export interface Health {
  at: string
  /** HTTP status of the provider's answer to Leaf. */
  statusCode: number
  summary: HealthSummary
}

export interface Count {
  count: number
  /** True when there are more than were counted. */
  more: boolean
}

export interface Progress {
  growers?: number
  farms?: number
  fields?: number
  files?: Count
  operations?: Count
  lastSyncAt?: string
}

export interface HealthList {
  events: Health[]
}
export interface OrganizationList {
  organizations: Organization[]
}
export interface ConnectionList {
  connections: Connection[]
}
export interface AttemptList {
  attempts: Attempt[]
}

/** RFC 9457 problem details, with our `code`. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail?: string
  requestId: string
}

/** A second use of a state answers 403; with the attempt's own cookie the problem tells where the attempt stands. */
export interface StateMismatchProblem extends Problem {
  attemptId?: string
  attemptStatus?: AttemptStatus
  next?: string
}

/** `POST /v1/sessions`, from the host's backend. Exactly one of `leafUserId` and `externalId`. */
export interface CreateSession {
  /** `[A-Za-z0-9_-]{1,64}`. */
  leafUserId?: string
  /** 1..200 characters after trimming; the Leaf user is found by it, or created. */
  externalId?: string
  origin: string
  /** Used only when the Leaf user must be created. */
  user?: NewLeafUser
  subject?: string
  providers?: ProviderId[]
  locale?: string
  /** On the session's origin. Where a same-tab flow ends. */
  returnUrl?: string
  /** Seconds, 300..86400; default 1800. */
  expiresIn?: number
  can?: Permission[]
}

export interface NewLeafUser {
  name?: string
  email?: string
  phone?: string
  address?: string
}

export interface CreatedSession {
  sessionId: string
  /** The Leaf user that was named, found or created: what a host asks `GET /v1/users/{leafUserId}/connections` with. */
  leafUserId: string
  /** 256 bits, opaque. Stored hashed; it is told only here. */
  sessionToken: string
  expiresAt: string
}

/** `POST /v1/sessions/handover`: a session that the grower's browser will open on the hosted page. */
export interface CreatedHandover {
  /** 256 bits, opaque. Good for 5 minutes, once. Stored hashed; it is told only here. */
  ticket: string
  /** Where the grower's browser brings the ticket. */
  url: string
  /** When the ticket runs out. */
  expiresAt: string
}

/** What is left of a grower who is forgotten, and where. */
export interface LeftBehind {
  where: 'leaf' | 'hitch'
  /**
   * At Leaf: its `user`, whom Hitch never deletes; a `credential`. Here, until it is done: a `disconnect`, because Leaf is
   * down; an `attempt` that talks to Leaf right now, or has yet to put an old credential back.
   */
  what: 'user' | 'credential' | 'disconnect' | 'attempt'
  /** Of all but the user. */
  provider?: ProviderId
}

/** `DELETE /v1/users/{leafUserId}` */
export interface ForgottenUser {
  leafUserId: string
  left: LeftBehind[]
}

export interface CreateAttempt {
  /** One that the session offers. Any other text is told as not configured (404): a newer widget may know more. */
  provider: string
  mode?: AttemptMode
  step?: AttemptStep
  returnUrl?: string
}

export interface CreatedAttempt {
  attemptId: string
  /** Good for 10 minutes, once. */
  ticket: string
  /** When the ticket runs out. */
  expiresAt: string
}

/** What the callback page found in its own URL. An error beside a code kills the attempt: the code is not sent. */
export type CallbackBody =
  | { code: string; state: string }
  | { code?: string; error: string; errorDescription?: string; state: string }

export interface OrganizationsCallbackBody {
  state?: string
}

export interface CallbackResult {
  attemptId: string
  status: AttemptStatus
  /** Where this window goes now: John Deere's organizations page, or in `redirect` mode the return URL. */
  next?: string
  /** The session's origin: the only target of postMessage. */
  notify: string
  /** As of the attempt: what the page tells the grower. */
  error?: AttemptError
  /** Whose farm it is, shown on the last page. */
  subject?: string
  /** Who receives the data, where a connect link named another than the operator. */
  brand?: string
}

/** The one message between windows. It carries no state and no secret: it only says "ask now". */
export interface WindowMessage {
  source: 'hitch'
  version: 1
  attemptId: string
}
