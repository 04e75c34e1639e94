import { z } from 'zod'
import { ROUTES, type RouteName } from '../routes.ts'
import * as body from './bodies.ts'
import * as link from './links.ts'
import * as wire from './wire.ts'

/** Who may call. `secret key`: a host's backend. `session`: Bearer and the session's Origin. `ticket`, `cookie`: a window. `own page`: a press on a page of ours. */
export type RouteAuth = 'secret key' | 'session' | 'ticket' | 'cookie' | 'own page' | 'none'

/** `json`: a schema each. `page`: a small page for a window. `redirect`: to another page. `empty`: no body. */
export type RouteAnswer = z.ZodType | 'page' | 'redirect' | 'empty' | 'document'

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: (typeof ROUTES)[RouteName]
  readonly auth: RouteAuth
  readonly summary: string
  readonly query?: z.ZodType
  /** Request headers that mean something here, with what they are for. */
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, but for `POST /start`, whose one multipart file part is checked by hand. */
  readonly body?: z.ZodType
  readonly answers: Readonly<Record<number, RouteAnswer>>
}

const attemptsOfUser = z.strictObject({ leafUserId: z.string() })

/** The language that the grower chose. Not strict: who sends a link on may hang something of his own to its address. */
const ofPage = z.object({
  locale: z
    .string()
    .exactOptional()
    .describe('The grower’s choice of a language; default: the link’s, then the browser’s'),
})

/** Every route: the server mounts from it, and `GET /openapi.json` is generated from it. DESIGN section 5. */
export const ROUTE_TABLE = {
  createSession: {
    method: 'POST',
    path: ROUTES.sessions,
    auth: 'secret key',
    summary: 'Make a session for one Leaf user and one origin',
    body: body.createSessionSchema,
    answers: { 201: wire.createdSessionSchema },
  },
  // Before the routes of one session, whose pattern fits this path as well.
  createHandover: {
    method: 'POST',
    path: ROUTES.handover,
    auth: 'secret key',
    summary: 'Make a ticket for the hosted page: whoever brings it there gets the session',
    body: body.createSessionSchema,
    answers: { 201: wire.createdHandoverSchema },
  },
  endSession: {
    method: 'DELETE',
    path: ROUTES.session,
    auth: 'secret key',
    summary: 'End a session, as at log-out',
    answers: { 204: 'empty' },
  },
  listUserConnections: {
    method: 'GET',
    path: ROUTES.userConnections,
    auth: 'secret key',
    summary: 'Connections of one Leaf user, for the host’s backend',
    answers: { 200: wire.connectionListSchema },
  },
  listUserAttempts: {
    method: 'GET',
    path: ROUTES.attempts,
    auth: 'secret key',
    summary: 'Attempts of one Leaf user, newest first, for the host’s backend',
    query: attemptsOfUser,
    answers: { 200: wire.attemptListSchema },
  },
  createLink: {
    method: 'POST',
    path: ROUTES.links,
    auth: 'secret key',
    summary: 'Make a connect link: whoever opens it may connect for one Leaf user',
    headers: { 'Idempotency-Key': 'Up to 200 characters. The same key with the same body answers the same link again' },
    body: link.createLinkSchema,
    answers: { 201: link.createdLinkSchema },
  },
  listLinks: {
    method: 'GET',
    path: ROUTES.links,
    auth: 'secret key',
    summary: 'Connect links, newest first',
    query: link.listLinksQuerySchema,
    answers: { 200: link.linkListSchema },
  },
  getLink: {
    method: 'GET',
    path: ROUTES.link,
    auth: 'secret key',
    summary: 'How a connect link stands',
    answers: { 200: link.linkSchema },
  },
  revokeLink: {
    method: 'DELETE',
    path: ROUTES.link,
    auth: 'secret key',
    summary: 'Turn a connect link off, with the sessions that it gave',
    answers: { 204: 'empty' },
  },
  getConnect: {
    method: 'GET',
    path: ROUTES.connect,
    auth: 'session',
    summary: 'All that the widget paints',
    answers: { 200: wire.connectStateSchema },
  },
  createAttempt: {
    method: 'POST',
    path: ROUTES.attempts,
    auth: 'session',
    summary: 'Prepare an attempt; harmless until POST /start',
    body: body.createAttemptSchema,
    answers: { 201: wire.createdAttemptSchema },
  },
  getAttempt: {
    method: 'GET',
    path: ROUTES.attempt,
    auth: 'session',
    summary: 'Where an attempt stands',
    answers: { 200: wire.attemptSchema },
  },
  cancelAttempt: {
    method: 'POST',
    path: ROUTES.attemptCancel,
    auth: 'session',
    summary: 'Cancel, unless the code is consumed; answers the attempt as it is',
    answers: { 200: wire.attemptSchema },
  },
  acknowledgeAttempt: {
    method: 'POST',
    path: ROUTES.attemptAck,
    auth: 'session',
    summary: 'The outcome was delivered',
    answers: { 204: 'empty' },
  },
  disconnect: {
    method: 'DELETE',
    path: ROUTES.connection,
    auth: 'session',
    summary: 'Remove the credential from Leaf; 202 while it is still on its way',
    answers: { 202: 'empty', 204: 'empty' },
  },
  listEvents: {
    method: 'GET',
    path: ROUTES.connectionEvents,
    auth: 'session',
    summary: 'Cleaned health of a connection',
    answers: { 200: wire.healthListSchema },
  },
  getProgress: {
    method: 'GET',
    path: ROUTES.connectionProgress,
    auth: 'session',
    summary: 'What has arrived at Leaf so far',
    answers: { 200: wire.progressSchema },
  },
  listOrganizations: {
    method: 'GET',
    path: ROUTES.organizations,
    auth: 'session',
    summary: 'John Deere’s organizations',
    answers: { 200: wire.organizationListSchema },
  },
  start: {
    method: 'POST',
    path: ROUTES.start,
    auth: 'ticket',
    summary: 'Attested start: the browser tells the Origin',
    answers: { 200: 'page' },
  },
  callbackPage: {
    method: 'GET',
    path: ROUTES.callback,
    auth: 'none',
    summary: 'The redirect URI: a static page without side effect',
    answers: { 200: 'page' },
  },
  callback: {
    method: 'POST',
    path: ROUTES.callback,
    auth: 'cookie',
    summary: 'Consume state and code',
    body: body.callbackBodySchema,
    answers: { 200: wire.callbackResultSchema },
  },
  organizationsPage: {
    method: 'GET',
    path: ROUTES.organizationsCallback,
    auth: 'none',
    summary: 'Return from John Deere’s organizations page',
    answers: { 200: 'page' },
  },
  organizationsCallback: {
    method: 'POST',
    path: ROUTES.organizationsCallback,
    auth: 'cookie',
    summary: 'The grower is back from the organizations page',
    body: body.organizationsCallbackBodySchema,
    answers: { 200: wire.callbackResultSchema },
  },
  linkPage: {
    method: 'GET',
    path: ROUTES.linkPage,
    auth: 'none',
    summary: 'Says who asks, and for which farm; changes nothing',
    query: ofPage,
    answers: { 200: 'page' },
  },
  openLink: {
    method: 'POST',
    path: ROUTES.linkPage,
    auth: 'own page',
    summary: 'The grower’s own press on Continue: gives the hosted session’s cookie and leads to the hosted page',
    query: ofPage,
    answers: { 303: 'redirect' },
  },
  hostedPage: {
    method: 'GET',
    path: ROUTES.hostedPage,
    auth: 'none',
    summary:
      'The connect page, for whoever has its session’s cookie; from that page, `locale` is the session’s from now on',
    query: ofPage,
    answers: { 200: 'page', 303: 'redirect' },
  },
  openHostedPage: {
    method: 'POST',
    path: ROUTES.hostedPage,
    auth: 'ticket',
    summary: 'From a host’s page, with a ticket of POST /v1/sessions/handover: gives the session’s cookie and leads on',
    answers: { 200: 'page' },
  },
  openapi: {
    method: 'GET',
    path: ROUTES.openapi,
    auth: 'none',
    summary: 'This table as OpenAPI 3.1',
    answers: { 200: 'document' },
  },
  widgetScript: {
    method: 'GET',
    path: ROUTES.widgetScript,
    auth: 'none',
    summary: 'The widget for pages without a build step: leads to the versioned file, which may be kept',
    answers: { 302: 'redirect' },
  },
  health: {
    method: 'GET',
    path: ROUTES.health,
    auth: 'none',
    summary: 'The process is alive',
    answers: { 200: 'document' },
  },
  ready: {
    method: 'GET',
    path: ROUTES.ready,
    auth: 'none',
    summary: 'The database is reachable',
    answers: { 200: 'document', 503: 'document' },
  },
} as const satisfies Record<string, Route>

/** Who asks is a window: a refusal is told on a page too, and not by problem details. */
export const answersWithPage = (route: Route): boolean =>
  route.auth === 'own page' || Object.values(route.answers).includes('page')

export type RouteKey = keyof typeof ROUTE_TABLE
