import { z } from 'zod'
import { LEAF_ALERTS_PATH, ROUTES } from '../routes.ts'
import * as body from './bodies.ts'
import * as field from './fields.ts'
import * as link from './links.ts'
import type { Route } from './route.ts'
import * as wire from './wire.ts'

const attemptsOfUser = z.strictObject({ leafUserId: field.leafUserId.describe('Leaf’s id of a user') })

/** What finding or making a Leaf user may end with. */
const ofLeafUser = ['conflict', 'leaf_unavailable', 'leaf_unauthorized'] as const

/** What asking Leaf about a connection may end with. */
const ofDetails = [
  'not_allowed',
  'provider_not_configured',
  'leaf_user_not_found',
  'leaf_unavailable',
  'leaf_unauthorized',
] as const

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
    description:
      'Behind your own login, for the grower who is signed in. Hand `sessionToken` to the page and keep the rest. The Leaf user of an `externalId` is found, or made: asked again, it is the same one.',
    body: body.createSessionSchema,
    answers: { 201: wire.createdSessionSchema },
    refusals: ['origin_not_allowed', ...ofLeafUser],
  },
  // Before the routes of one session, whose pattern fits this path as well.
  createHandover: {
    method: 'POST',
    path: ROUTES.handover,
    auth: 'secret key',
    summary: 'Make a ticket for the hosted page: whoever brings it there gets the session',
    description: 'The page posts the ticket to `url` as the one file part of a form: good for 5 minutes, once.',
    body: body.createSessionSchema,
    answers: { 201: wire.createdHandoverSchema },
    refusals: ['origin_not_allowed', ...ofLeafUser],
  },
  endSession: {
    method: 'DELETE',
    path: ROUTES.session,
    auth: 'secret key',
    summary: 'End a session, as at log-out',
    description: 'Attempts under way go on. A session that is unknown, or ended already, is answered the same.',
    answers: { 204: 'empty' },
  },
  listUserConnections: {
    method: 'GET',
    path: ROUTES.userConnections,
    auth: 'secret key',
    summary: 'Connections of one Leaf user, for the host’s backend',
    description: 'The truth for your server. While Leaf is silent it is what was last known, or `checking`.',
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
  forgetUser: {
    method: 'DELETE',
    path: ROUTES.user,
    auth: 'secret key',
    summary: 'Forget a grower',
    description:
      'Deletes sessions, links, attempts, sealed copies, events on their way, what is known of connections, and which `externalId` it is. Needs a key without a scope. It does not delete Leaf’s user, nor what Leaf has synced, nor the consent at the provider; `left` says what is left where. An attach under way is stopped; with `credentials=delete` what of it still reaches Leaf is taken down again. Asked again, it does the same.',
    query: body.forgetQuerySchema,
    answers: { 200: wire.forgottenUserSchema },
    refusals: ['not_allowed'],
  },
  createLink: {
    method: 'POST',
    path: ROUTES.links,
    auth: 'secret key',
    summary: 'Make a connect link: whoever opens it may connect for one Leaf user',
    description: '`url` is told only here. `message` and `qrCode` are ready to send and to print.',
    headers: { 'Idempotency-Key': 'Up to 200 characters. The same key with the same body answers the same link again' },
    body: link.createLinkSchema,
    answers: { 201: link.createdLinkSchema },
    refusals: ['origin_not_allowed', ...ofLeafUser],
  },
  listLinks: {
    method: 'GET',
    path: ROUTES.links,
    auth: 'secret key',
    summary: 'Connect links, newest first',
    description:
      '100 at most. `more`: ask again with `before` set to the last one’s `linkId`; `not_found` when that names none.',
    query: link.listLinksQuerySchema,
    answers: { 200: link.linkListSchema },
    refusals: ['not_found'],
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
    description: 'A link that is unknown, or off already, is answered the same.',
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
    description:
      'Asks nobody and supersedes nothing, so a widget may prefetch it. An attempt of the session that has not been started is used again, with a further ticket; a ticket is good for 10 minutes, once.',
    body: body.createAttemptSchema,
    answers: { 201: wire.createdAttemptSchema },
    refusals: ['not_allowed', 'provider_not_configured', 'link_used', 'link_revoked'],
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
    description:
      'After the code is consumed the attempt goes on; at John Deere’s organizations page it ends that step alone.',
    answers: { 200: wire.attemptSchema },
  },
  acknowledgeAttempt: {
    method: 'POST',
    path: ROUTES.attemptAck,
    auth: 'session',
    summary: 'The outcome was delivered',
    description: 'It is not told again by `GET /v1/connect`. An attempt without an outcome is left as it is.',
    answers: { 204: 'empty' },
  },
  disconnect: {
    method: 'DELETE',
    path: ROUTES.connection,
    auth: 'session',
    summary: 'Remove the credential from Leaf; 202 while it is still on its way',
    description:
      '204 also when nothing is attached. 202 while Leaf is down: it is done as soon as Leaf is back, and until then the connection has `disconnecting`.',
    answers: { 202: 'empty', 204: 'empty' },
    refusals: ['not_allowed', 'provider_not_configured'],
  },
  listEvents: {
    method: 'GET',
    path: ROUTES.connectionEvents,
    auth: 'session',
    summary: 'Cleaned health of a connection',
    answers: { 200: wire.healthListSchema },
    refusals: ofDetails,
  },
  getProgress: {
    method: 'GET',
    path: ROUTES.connectionProgress,
    auth: 'session',
    summary: 'What has arrived at Leaf so far',
    answers: { 200: wire.progressSchema },
    refusals: ofDetails,
  },
  listOrganizations: {
    method: 'GET',
    path: ROUTES.organizations,
    auth: 'session',
    summary: 'John Deere’s organizations',
    answers: { 200: wire.organizationListSchema },
    refusals: ofDetails,
  },
  start: {
    method: 'POST',
    path: ROUTES.start,
    auth: 'ticket',
    summary: 'Attested start: the browser tells the Origin',
    description:
      'A form that script submits from inside the blank window. The ticket is a file part, which markup cannot make; Origin must be the session’s.',
    answers: { 200: 'page' },
    answerHeaders: {
      'Set-Cookie': 'The attempt’s cookie, HttpOnly, SameSite=Strict',
      Refresh: 'The provider’s page; never a redirect, which a host’s form-action would stop',
    },
    refusals: [
      'provider_not_configured',
      'leaf_user_not_found',
      'provider_unavailable',
      'provider_timeout',
      'leaf_unavailable',
      'leaf_unauthorized',
    ],
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
    description:
      'The callback page’s own POST. A state is good once: a second use is a `state_mismatch`, which tells the browser with the attempt’s cookie where the attempt stands. A refusal at the provider is no HTTP error: 200 with `failed`.',
    body: body.callbackBodySchema,
    answers: { 200: wire.callbackResultSchema },
    answerHeaders: { 'Set-Cookie': 'Takes the attempt’s cookie away once there is an outcome' },
    refusals: ['attempt_not_yours', 'state_mismatch'],
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
    answerHeaders: { 'Set-Cookie': 'Takes the attempt’s cookie away once there is an outcome' },
    refusals: ['attempt_not_yours'],
  },
  linkPage: {
    method: 'GET',
    path: ROUTES.linkPage,
    auth: 'none',
    summary: 'Says who asks, and for which farm; changes nothing',
    query: ofPage,
    answers: { 200: 'page' },
    refusals: ['link_expired', 'link_used', 'link_revoked'],
  },
  openLink: {
    method: 'POST',
    path: ROUTES.linkPage,
    auth: 'own page',
    summary: 'The grower’s own press on Continue: gives the hosted session’s cookie and leads to the hosted page',
    query: ofPage,
    answers: { 303: 'redirect' },
    answerHeaders: { 'Set-Cookie': 'The hosted session’s cookie, HttpOnly, SameSite=Strict' },
    refusals: ['link_expired', 'link_used', 'link_revoked'],
  },
  hostedPage: {
    method: 'GET',
    path: ROUTES.hostedPage,
    auth: 'none',
    summary:
      'The connect page, for whoever has its session’s cookie; from that page, `locale` is the session’s from now on',
    query: ofPage,
    answers: { 200: 'page', 303: 'redirect' },
    refusals: ['session_invalid', 'session_expired', 'not_found'],
  },
  openHostedPage: {
    method: 'POST',
    path: ROUTES.hostedPage,
    auth: 'ticket',
    summary: 'From a host’s page, with a ticket of POST /v1/sessions/handover: gives the session’s cookie and leads on',
    answers: { 200: 'page' },
    answerHeaders: {
      'Set-Cookie': 'The hosted session’s cookie, HttpOnly, SameSite=Strict',
      Refresh: 'The hosted page',
    },
  },
  leafAlert: {
    method: 'POST',
    path: LEAF_ALERTS_PATH,
    auth: 'leaf',
    summary: 'Leaf’s alerts: a credential no longer works, or lets less be read',
    description:
      'Registered by `hitch leaf-alerts`. Leaf is then asked how the credential stands; the alert alone changes nothing, so one that is late, repeated or about an unknown credential does no harm. Without HITCH_LEAF_ALERTS_SECRET the route is unknown.',
    headers: { 'X-Leaf-Signature': 'HMAC-SHA256 of the body’s bytes, as base64' },
    answers: { 204: 'empty' },
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
    refusals: ['not_found'],
  },
  health: {
    method: 'GET',
    path: ROUTES.health,
    auth: 'none',
    summary: 'The process is alive',
    answers: { 200: wire.aliveSchema },
  },
  ready: {
    method: 'GET',
    path: ROUTES.ready,
    auth: 'none',
    summary: 'The database is reachable',
    answers: { 200: wire.readinessSchema, 503: wire.readinessSchema },
  },
} as const satisfies Record<string, Route>

export type RouteKey = keyof typeof ROUTE_TABLE
