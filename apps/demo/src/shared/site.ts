import type { Connection, Link, LinkMessage, WebhookEvent } from '@hitch/protocol'

/** What the demo's own backend and its pages promise each other. */

export interface Farm {
  /** Path segment of this site; also the value of the sign-in form. */
  id: string
  name: string
  place: string
  /** The cooperative's own number of the grower: the externalId by which Leaf's user is found or made. */
  memberNumber: string
  hectares: number
  crops: readonly string[]
}

/** `GET /api/site`: all that a page needs before it is drawn. */
export interface SiteData {
  /** The farm that is signed in, or null. */
  farm: Farm | null
  farms: readonly Farm[]
  /** The BFF's address, handed to the widget as `baseUrl`. */
  hitchUrl: string
  /** Where the sandbox's control page is. */
  sandboxUrl: string
}

/** `GET /api/connections`: what the backend was told by the BFF, asked with the secret key. */
export interface KnownConnections {
  /** Null until this backend has made a session for the farm: only then does it know the Leaf user. */
  leafUserId: string | null
  connections: readonly Connection[]
  /** ISO 8601, UTC. */
  checkedAt: string
}

/** `GET /api/webhooks`, newest first: what the BFF has told our backend of this farm. */
export interface ToldEvent {
  /** The same when it comes again. */
  id: string
  event: WebhookEvent
}

/** How long a link works, in seconds. A link may be forwarded: the shorter, the better. */
export const LINK_LIFETIMES = { '3600': 'One hour', '86400': 'One day', '604800': 'One week' } as const
export type LinkLifetime = keyof typeof LINK_LIFETIMES

export const isLinkLifetime = (value: unknown): value is LinkLifetime =>
  typeof value === 'string' && Object.hasOwn(LINK_LIFETIMES, value)

/** `GET /api/links`, newest first: a connect link of this farm, with how it stands at the BFF. */
export interface SentLink extends Pick<Link, 'linkId' | 'status' | 'expiresAt' | 'openedAt' | 'completions'> {
  url: string
  message: LinkMessage
}

/** What an `/api` route answers when it cannot do what was asked. */
export interface SiteProblem {
  code: string
  message: string
}

/** What the widget can speak, with each language's own name. A real site has one, from its grower's settings. */
export const LANGUAGES = {
  en: 'English',
  'pt-BR': 'Português',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
} as const
export type Language = keyof typeof LANGUAGES

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(LANGUAGES, value)

export const SITE_PATHS = {
  home: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  farmData: '/farm-data',
  playground: '/playground',
  site: '/api/site',
  connectSession: '/api/connect-session',
  connections: '/api/connections',
  hitchWebhook: '/api/hitch-webhook',
  webhooks: '/api/webhooks',
  links: '/api/links',
  scenario: '/api/scenario',
  invalidate: '/api/invalidate',
} as const

/** The pages where a widget stands: a same-tab flow ends on the one where it began. */
export type WidgetPage = typeof SITE_PATHS.farmData | typeof SITE_PATHS.playground

export const isWidgetPage = (value: unknown): value is WidgetPage =>
  value === SITE_PATHS.farmData || value === SITE_PATHS.playground
