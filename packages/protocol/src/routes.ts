import type { ProviderId } from './closed-lists.ts'

/** Paths of the routes, in Hono's notation; `routePath` fills in the parameters. The whole table is in `./schemas`. */
export const ROUTES = {
  sessions: '/v1/sessions',
  handover: '/v1/sessions/handover',
  session: '/v1/sessions/:sessionId',
  user: '/v1/users/:leafUserId',
  userConnections: '/v1/users/:leafUserId/connections',
  links: '/v1/links',
  link: '/v1/links/:linkId',
  connect: '/v1/connect',
  attempts: '/v1/attempts',
  attempt: '/v1/attempts/:attemptId',
  attemptCancel: '/v1/attempts/:attemptId/cancel',
  attemptAck: '/v1/attempts/:attemptId/ack',
  connection: '/v1/connections/:provider',
  connectionEvents: '/v1/connections/:provider/events',
  connectionProgress: '/v1/connections/:provider/progress',
  organizations: '/v1/connections/JohnDeere/organizations',
  start: '/start',
  callback: '/callback/:provider',
  organizationsCallback: '/callback/JohnDeere/organizations',
  linkPage: '/l/:secret',
  hostedPage: '/connect',
  openapi: '/openapi.json',
  widgetScript: '/hitch.js',
  health: '/healthz',
  ready: '/readyz',
} as const
export type RouteName = keyof typeof ROUTES

/** Where Leaf tells of credentials in trouble. Not among the others: those are in every browser's file. */
export const LEAF_ALERTS_PATH = '/webhooks/leaf'

type ParameterNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/**
 * A route's path with its parameters filled in and percent-encoded.
 *
 * @example routePath('attemptCancel', { attemptId: 'att_1' }) // '/v1/attempts/att_1/cancel'
 */
export const routePath = <Name extends RouteName>(
  name: Name,
  parameters: Record<ParameterNames<(typeof ROUTES)[Name]>, string>,
): string =>
  ROUTES[name].replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent((parameters as Record<string, string>)[key] ?? ''),
  )

/** The redirect URI of a provider: from configuration, never from a header. */
export const redirectUri = (publicUrl: string, provider: ProviderId): string =>
  publicUrl + routePath('callback', { provider })

/**
 * The ticket travels as a file part of a multipart form: script can make one, markup smuggled into the host's page
 * cannot. Both ends must agree on every letter.
 */
export const TICKET_PART = {
  name: 'ticket',
  filename: 'hitch-ticket',
  type: 'application/vnd.hitch',
} as const

/** Response headers that the widget may read across origins. */
export const EXPOSED_HEADERS = ['Retry-After', 'X-Request-Id'] as const
