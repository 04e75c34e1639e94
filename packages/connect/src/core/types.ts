import type {
  Attempt,
  AttemptError,
  Connection,
  ConnectState,
  ErrorCode,
  HealthList,
  OrganizationList,
  Progress,
  ProviderId,
} from '@hitch/protocol'
import type { ExitReason } from './reasons.ts'

/**
 * What the core knows of a running attempt. Data exists only in the variant where it can. Settled attempts stay as
 * `settled` until the widget has shown them; what the server knows of connections is React Query's, never copied here.
 */
export type FlowState =
  /** The window is open (or the tab is about to leave), and the provider's page has not been seen yet. */
  | { status: 'opening'; attemptId?: string | undefined }
  /** The browser stopped the window. A real click on a button opens it. */
  | { status: 'blocked'; attemptId?: string | undefined }
  /** The grower is at the provider. `windowGone`: the window seems closed, which is only a hint. */
  | { status: 'waiting'; attemptId: string; windowGone: boolean }
  /**
   * The code is with the server. `since`: milliseconds since the epoch, for "taking longer than usual". `signedIn`: the
   * sign-in is sealed (attempt `attaching` or `verifying`), so we may say that we finish it by ourselves.
   */
  | { status: 'finishing'; attemptId: string; since: number; signedIn?: boolean }
  /** John Deere: signed in, and the organizations are still to be chosen. */
  | { status: 'choosing_organizations'; attemptId: string }
  /** An outcome of the server's, or a local stop (`popup_blocked` is not one: it can go on). */
  | { status: 'settled'; attemptId?: string | undefined; outcome: FlowOutcome }

export type FlowOutcome =
  | { status: 'connected'; connection?: Connection | undefined }
  | { status: 'cancelled'; error?: AttemptError | undefined }
  /** The attempt's error, or why there is no attempt: then without `retry`, and with the refused request's id. */
  | { status: 'failed' | 'expired'; error: Partial<AttemptError> & ConnectErrorShape }

/** How the session stands. `failed`: the host's fetchSession threw, or the BFF refuses what it gave. */
export type SessionState =
  | { status: 'none' }
  | { status: 'ready'; sessionId?: string | undefined }
  | { status: 'failed'; error: ConnectErrorShape }

export interface ConnectErrorShape {
  /** From the closed list, or one that is newer than this copy. */
  code: ErrorCode
  requestId?: string | undefined
}

export interface CoreState {
  session: SessionState
  /** One flow per provider: two providers may be under way at once. */
  flows: Partial<Record<ProviderId, FlowState>>
  online: boolean
}

/** The BFF's session routes, typed. Each throws a ConnectError; a 401 `session_expired` refills the session once, silently. */
export interface ConnectApi {
  getConnect(signal?: AbortSignal): Promise<ConnectState>
  getAttempt(attemptId: string, signal?: AbortSignal): Promise<Attempt>
  listEvents(provider: ProviderId, signal?: AbortSignal): Promise<HealthList>
  getProgress(provider: ProviderId, signal?: AbortSignal): Promise<Progress>
  listOrganizations(signal?: AbortSignal): Promise<OrganizationList>
}

/** Events by name, each with `{sessionId, attemptId?, provider?, timestamp}` (ISO 8601) and its own. DESIGN section 7. */
export interface ConnectEventPayloads {
  ready: object
  open: object
  provider_selected: object
  consent_accepted: object
  attempt_started: { mode: 'popup' | 'redirect' }
  popup_blocked: object
  provider_opened: object
  organizations_opened: object
  attempt_finished: { status: 'connected' | 'failed' | 'cancelled' | 'expired'; code?: ErrorCode | undefined }
  connection_changed: { connection: Connection }
  disconnected: object
  session_refreshed: object
  error: { code: ErrorCode; requestId?: string | undefined }
  exit: { reason: ExitReason; error: ConnectErrorShape | null }
}
export type ConnectEventName = keyof ConnectEventPayloads
export type ConnectEvent = {
  [Name in ConnectEventName]: {
    name: Name
    sessionId: string | undefined
    attemptId?: string | undefined
    provider?: ProviderId | undefined
    timestamp: string
  } & ConnectEventPayloads[Name]
}[ConnectEventName]

export interface ConnectOptions {
  /** Address of the BFF: HITCH_PUBLIC_URL, without a final slash. */
  baseUrl: string
  /** Asks the host's own backend for a session token. Called again whenever a session has run out. */
  fetchSession: (context: { signal: AbortSignal }) => Promise<string>
  onEvent?: (event: ConnectEvent) => void
  /** What the blank window says until the provider's page comes; the widget gives its own language. */
  openingText?: (provider: ProviderId) => { title: string; text: string; fallback: string }
  /** Exactly once per attempt that reached an outcome in this browser, also after a reload. */
  onSettled?: (provider: ProviderId, outcome: FlowOutcome, attemptId: string) => void
  /**
   * Called in the click, before a window opens or the tab leaves. `false`: nothing opens. What it throws is reported as
   * uncaught, and nothing opens.
   *
   * It cannot wait: browsers allow a window only in the click itself. Ask what takes time before, and show your own
   * question in place of the widget's.
   *
   * @example onBeforeConnect={(provider) => provider !== 'CNHI' || confirm('AFS Connect is the older system. Go on?')}
   */
  onBeforeConnect?: (provider: ProviderId) => boolean | void
  /** Aborting it is `destroy`, for good: nothing is opened, asked or told any more. */
  signal?: AbortSignal
  /** For tests: the browser's window, fetch, clock and randomness. */
  environment?: Partial<CoreEnvironment>
}

export interface CoreEnvironment {
  window: Window & typeof globalThis
  fetch: typeof globalThis.fetch
  /** Milliseconds since the epoch. */
  now: () => number
  /** 0..1. */
  random: () => number
}

/** The headless core: windows, the running attempts and their polling. */
export interface Connect {
  getState(): CoreState
  subscribe(listener: (state: CoreState) => void): () => void
  readonly api: ConnectApi
  /** Prefetches a ticket: on hover, focus and pointerdown. Harmless, and never throws. Default mode: `popup`. */
  prepare(provider: ProviderId, mode?: 'popup' | 'redirect'): void
  /** Opens the provider. Must run inside the click, synchronously: browsers allow a window only there. */
  connect(provider: ProviderId, options?: { step?: 'organizations'; mode?: 'popup' | 'redirect' }): void
  /** Opens the same flow's window once more, inside a click. */
  reopen(provider: ProviderId): void
  /**
   * Cancels as far as the server lets it; after the code is consumed the attempt goes on. Never rejects: where it does
   * not get through, the flow stays as it is and the event `error` tells why.
   */
  cancel(provider: ProviderId): Promise<void>
  /** Removes a settled flow from the state, once it has been shown. */
  dismiss(provider: ProviderId): void
  /** `done`: the credential is gone. `pending`: Leaf is down, the server finishes it. Rejects with a ConnectError. */
  disconnect(provider: ProviderId): Promise<'done' | 'pending'>
  /** Goes on with attempts that `GET /v1/connect` tells of: after a reload, a refilled session, a same-tab return. */
  resume(attempts: readonly Attempt[]): void
  /** Forgets the session's token and asks the host for another. */
  restartSession(): void
  /**
   * Lets go: no more listening, asking or telling. The window at the provider and the attempt go on, and the next core
   * finds them through `resume`.
   */
  destroy(): void
}
