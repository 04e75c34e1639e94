import type { Permission, ProviderId } from '@hitch/protocol'

/** A session that may be used now, as handlers hold it. Only `authenticateSession` makes one. */
export interface LiveSession {
  readonly sessionId: string
  readonly leafUserId: string
  readonly origin: string
  readonly subject: string | null
  readonly locale: string | null
  readonly returnUrl: string | null
  /** `null`: all that are configured. */
  readonly providers: readonly ProviderId[] | null
  readonly can: readonly Permission[]
  readonly expiresAt: Date
}
