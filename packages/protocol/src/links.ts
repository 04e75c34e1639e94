import type { LinkStatus, ProviderId } from './closed-lists.ts'
import type { NewLeafUser } from './wire.ts'

/** Wire shapes of connect links. Times are ISO 8601 in UTC; changes are additive. DESIGN section 5. */

/** Whose name a link's pages bear, in the place of the operator's own: a dealer's, say. */
export interface LinkBrand {
  name: string
  /** Absolute, https (http only on loopback). */
  logoUrl?: string
  /** `#rrggbb`. */
  accent?: string
}

/** `POST /v1/links`, from the host's backend. Exactly one of `leafUserId` and `externalId`. */
export interface CreateLink {
  /** `[A-Za-z0-9_-]{1,64}`. */
  leafUserId?: string
  /** 1..200 characters after trimming; the Leaf user is found by it, or created, at once. */
  externalId?: string
  /** Used only when the Leaf user must be created. */
  user?: NewLeafUser
  /** Whose farm it is: whoever opens the link reads it before anything else. 1..120 characters. */
  subject: string
  /** Offered, in this order; without it all that are configured. */
  providers?: ProviderId[]
  /** Seconds, 900..31536000 (a year); default 86400 (a day). */
  expiresIn?: number
  /** How many times each provider may be connected by this link, 1..100; default 1. */
  maxCompletions?: number
  locale?: string
  /** On an allowed origin. Where the grower may go when he is done; nothing is appended. */
  returnUrl?: string
  brand?: LinkBrand
}

export interface CreatedLink {
  linkId: string
  /** Holds the link's secret. Stored hashed; it is told only here. */
  url: string
  expiresAt: string
  /** The URL as a QR code: an SVG document, for print and for a second screen. */
  qrCode: string
  /** Ready to send, in the link's language: whoever reads it knows who asks and for which farm. */
  message: LinkMessage
}

export interface LinkMessage {
  mailSubject: string
  mailText: string
  smsText: string
}

export interface LinkCompletion {
  provider: ProviderId
  count: number
  /** Of the newest. */
  completedAt: string
}

export interface Link {
  linkId: string
  leafUserId: string
  subject: string
  /** Absent: all that are configured. */
  providers?: ProviderId[]
  maxCompletions: number
  status: LinkStatus
  createdAt: string
  expiresAt: string
  /** The grower's first press on Continue; a mail scanner's look is none. */
  openedAt: string | null
  completions: LinkCompletion[]
}

/** Newest first, 100 at most; `more`: ask again with `before` set to the last one's id. */
export interface LinkList {
  links: Link[]
  more: boolean
}
