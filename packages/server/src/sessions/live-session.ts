import type { LinkBrand, Permission, ProviderId } from '@hitch/protocol'

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
  /** The connect link that gave it. */
  readonly linkId: string | null
  /** In the place of the operator's own. */
  readonly brand: LinkBrand | null
  /** Where the hosted page lets the grower go when he is done. */
  readonly leaveUrl: string | null
}
