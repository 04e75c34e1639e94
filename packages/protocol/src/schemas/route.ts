import type { z } from 'zod'
import { ERRORS, type HttpErrorCode } from '../errors.ts'
import type { LEAF_ALERTS_PATH, ROUTES, RouteName } from '../routes.ts'
import * as field from './fields.ts'

/** Who may call. `secret key`: a host's backend. `session`: Bearer and the session's Origin, or on our own pages its cookie. `ticket`, `cookie`: a window. `own page`: a press on a page of ours. `leaf`: Leaf itself, by its signature. */
export type RouteAuth = 'secret key' | 'session' | 'ticket' | 'cookie' | 'own page' | 'leaf' | 'none'

/** `json`: a schema each. `page`: a small page for a window. `redirect`: to another page. `empty`: no body. `document`: this table itself. */
export type RouteAnswer = z.ZodType | 'page' | 'redirect' | 'empty' | 'document'

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: (typeof ROUTES)[RouteName] | typeof LEAF_ALERTS_PATH
  readonly auth: RouteAuth
  /** What for, in a line without a full stop. */
  readonly summary: string
  /** What its caller should know beside that. */
  readonly description?: string
  readonly query?: z.ZodType
  /** Request headers that mean something here, with what they are for. */
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, but for `POST /start`, whose one multipart file part is checked by hand. */
  readonly body?: z.ZodType
  readonly answers: Readonly<Record<number, RouteAnswer>>
  /** Headers of a good answer that mean something to whoever asked. */
  readonly answerHeaders?: Readonly<Record<string, string>>
  /** Codes of its own, beside those that its caller, its parameters and its body bring along. */
  readonly refusals?: readonly HttpErrorCode[]
}

/** What stands in paths. A wrong one is refused with the code beside it. */
export const PATH_PARAMETERS = {
  leafUserId: { schema: field.leafUserId, refusal: 'invalid_request', description: 'Leaf’s id of a user' },
  sessionId: { schema: field.id, refusal: 'not_found', description: 'Of `POST /v1/sessions`' },
  linkId: { schema: field.id, refusal: 'not_found', description: 'Of `POST /v1/links`' },
  attemptId: { schema: field.id, refusal: 'not_found', description: 'Of `POST /v1/attempts`' },
  provider: { schema: field.providerId, refusal: 'not_found', description: 'Leaf’s id of a provider' },
  secret: { schema: field.secret, refusal: 'not_found', description: 'Of a connect link; its `url` holds it' },
} as const satisfies Record<string, { schema: z.ZodType; refusal: HttpErrorCode; description: string }>

/** The parameters of a path, in its order. */
export const pathParameters = ({ path }: Pick<Route, 'path'>): (keyof typeof PATH_PARAMETERS)[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as keyof typeof PATH_PARAMETERS)

const OF_CALLER: Readonly<Record<RouteAuth, readonly HttpErrorCode[]>> = {
  'secret key': ['secret_key_invalid', 'rate_limited'],
  session: ['session_invalid', 'session_expired', 'origin_not_allowed', 'rate_limited'],
  ticket: [
    'invalid_request',
    'origin_not_allowed',
    'ticket_invalid',
    'payload_too_large',
    'unsupported_media_type',
    'rate_limited',
  ],
  cookie: ['origin_not_allowed', 'rate_limited'],
  'own page': ['origin_not_allowed', 'rate_limited'],
  leaf: ['invalid_request', 'not_found', 'payload_too_large'],
  none: [],
}

/** Every code with which a route may refuse, in the order of `ERRORS`. A test finds any other in an answer. */
export const refusalsOf = (route: Route): HttpErrorCode[] => {
  const codes = new Set<string>([
    ...OF_CALLER[route.auth],
    ...(answersWithPage(route) ? (['rate_limited'] as const) : []),
    ...pathParameters(route).map((name) => PATH_PARAMETERS[name].refusal),
    ...(route.query === undefined ? [] : ['invalid_request']),
    ...(route.body === undefined ? [] : ['invalid_request', 'payload_too_large', 'unsupported_media_type']),
    ...(route.refusals ?? []),
    'internal',
  ])
  return (Object.keys(ERRORS) as HttpErrorCode[]).filter((code) => codes.has(code))
}

/** Who asks is a window: a refusal is told on a page too, and not by problem details. */
export const answersWithPage = (route: Route): boolean =>
  route.auth === 'own page' || Object.values(route.answers).includes('page')
