import { ERRORS, type HttpErrorCode } from '@hitch/protocol'
import {
  answersWithPage,
  ERROR_HINTS,
  EXAMPLES,
  PATH_PARAMETERS,
  pathParameters,
  refusalsOf,
  type Route,
  type RouteAnswer,
} from '@hitch/protocol/schemas'
import { STATUS_CODES } from 'node:http'
import type { Json, Shapes } from './describe-shapes.ts'

export const SECURITY_SCHEMES = {
  secretKey: { type: 'http', scheme: 'bearer', description: 'One of HITCH_SECRET_KEY, from a host’s backend.' },
  session: { type: 'http', scheme: 'bearer', description: 'A session token, with the Origin it was made for.' },
  hostedSession: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-hitch-session',
    description:
      'On the BFF’s own pages instead of a token: with `Sec-Fetch-Site: same-origin`, and for all but GET the BFF’s Origin.',
  },
  attempt: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-hitch-{attemptId}',
    description: 'Set by POST /start; comes with the callback page’s own request, whose Origin is HITCH_PUBLIC_URL.',
  },
} as const

const SECURITY = {
  'secret key': [{ secretKey: [] }],
  session: [{ session: [] }, { hostedSession: [] }],
  cookie: [{ attempt: [] }],
  ticket: [],
  'own page': [],
  leaf: [],
  none: [],
} as const

/** What no security scheme of OpenAPI can say: proof is what the browser attests beside. */
const ASKED_BY = {
  'secret key': 'a host’s backend, with `Authorization: Bearer` and the secret key',
  session:
    'the widget, with `Authorization: Bearer` and a session token, from the session’s origin; on the BFF’s own pages with the cookie of their session',
  cookie: 'the callback page, with the attempt’s cookie, from the BFF’s own origin',
  ticket: 'a window, with a ticket, from the origin that the ticket was made for',
  'own page': 'a press on a page of the BFF’s own, from its origin',
  leaf: 'Leaf, with `X-Leaf-Signature` and HITCH_LEAF_ALERTS_SECRET',
  none: 'anybody',
} as const

export const TAGS = [
  { name: 'Backend', description: 'What a host’s backend asks, with its secret key.' },
  { name: 'Widget', description: 'What the widget asks, with a session.' },
  {
    name: 'Windows',
    description:
      'What a window itself asks, and is answered with small pages. No client calls these: the lines of curl only show what is sent.',
  },
  { name: 'Service', description: 'Documents, what watches the process, and Leaf’s alerts.' },
] as const

const tagOf = (route: Route): (typeof TAGS)[number]['name'] => {
  if (route.auth === 'secret key') return 'Backend'
  if (route.auth === 'session') return 'Widget'
  return route.auth === 'leaf' || (route.auth === 'none' && !answersWithPage(route)) ? 'Service' : 'Windows'
}

export const describeOperation = (operationId: string, route: Route, shapes: Shapes): Json => {
  const example = (EXAMPLES as Readonly<Record<string, { body?: unknown; answer?: unknown }>>)[operationId] ?? {}
  return {
    operationId,
    tags: [tagOf(route)],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: SECURITY[route.auth],
    'x-asked-by': ASKED_BY[route.auth],
    ...describeParameters(route, shapes),
    ...describeBody(route, shapes, example.body),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [
          status,
          describeAnswer(route, status, answer, shapes, example.answer),
        ]),
      ),
      ...describeRefusals(route),
    },
  }
}

const describeParameters = (route: Route, { schemaOf }: Shapes): Json => {
  const inPath = pathParameters(route).map((name) => {
    const { schema, description } = PATH_PARAMETERS[name]
    return { name, in: 'path', required: true, description, schema: schemaOf(schema, 'input') }
  })
  const query = route.query === undefined ? {} : schemaOf(route.query, 'input')
  const required = (query['required'] ?? []) as string[]
  const inQuery = Object.entries((query['properties'] ?? {}) as Record<string, Json>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      description,
      schema,
    }),
  )
  const inHeader = Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }))
  const parameters = [...inPath, ...inQuery, ...inHeader]
  return parameters.length === 0 ? {} : { parameters }
}

const describeBody = (route: Route, { schemaOf }: Shapes, example: unknown): Json => {
  if (route.auth === 'ticket') {
    const ticket = { type: 'string', format: 'binary', description: 'A file part named `hitch-ticket`' }
    const schema = { type: 'object', properties: { ticket }, required: ['ticket'], additionalProperties: false }
    const encoding = { ticket: { contentType: 'application/vnd.hitch' } }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema, encoding } } } }
  }
  if (route.auth === 'leaf') {
    const properties = { credentialId: { type: 'string' }, type: { type: 'string' } }
    const schema = { type: 'object', properties, required: ['credentialId'] }
    const sent = { credentialId: '5f0c…', type: 'credentialsUnauthenticated' }
    return { requestBody: { required: true, content: { 'application/json': { schema, example: sent } } } }
  }
  if (route.body === undefined) return {}
  const content = { 'application/json': { schema: schemaOf(route.body, 'input'), example } }
  return { requestBody: { required: true, content } }
}

const pointer = (...names: string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const PAGE = { 'text/html': { schema: { type: 'string' } } }

const describeAnswer = (
  route: Route,
  status: string,
  answer: RouteAnswer,
  { schemaOf }: Shapes,
  example: unknown,
): Json => {
  const description = STATUS_CODES[status] ?? status
  const own = Object.entries(route.answerHeaders ?? {}).map(([name, words]) => [
    name,
    { description: words, schema: { type: 'string' } },
  ])
  const headers = { ...pointer('X-Request-Id'), ...(Object.fromEntries(own) as Json) }
  if (answer === 'empty') return { description, headers }
  if (answer === 'redirect') {
    const schema = { type: 'string', format: 'uri-reference' }
    return { description, headers: { ...headers, Location: { description: 'Where to', required: true, schema } } }
  }
  if (answer === 'page') return { description, headers, content: PAGE }
  if (answer === 'document')
    return { description, headers, content: { 'application/json': { schema: { type: 'object' } } } }
  const isGood = Number(status) < 400
  const content = { 'application/json': { schema: schemaOf(answer, 'output'), ...(isGood ? { example } : {}) } }
  return { description, headers, content }
}

const AFTER_A_WHILE: readonly HttpErrorCode[] = [
  'rate_limited',
  'leaf_user_not_found',
  'leaf_unavailable',
  'leaf_unauthorized',
]

/** By status: its codes with what they mean. A window is told on a page, a program by problem details. */
const describeRefusals = (route: Route): Json => {
  const byStatus = new Map<number, HttpErrorCode[]>()
  for (const code of refusalsOf(route)) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const headers = pointer(
        'X-Request-Id',
        ...(status === 401 ? ['WWW-Authenticate'] : []),
        ...(codes.some((code) => AFTER_A_WHILE.includes(code)) ? ['Retry-After'] : []),
        ...(codes.includes('rate_limited') && route.method === 'GET' && answersWithPage(route) ? ['Refresh'] : []),
      )
      const description = codes.map((code) => `\`${code}\`: ${ERROR_HINTS[code]}`).join('\n\n')
      return [status, { description, headers, content: answersWithPage(route) ? PAGE : problemOf(codes) }]
    }),
  )
}

const problemOf = (codes: readonly HttpErrorCode[]): Json => {
  const shape = codes.includes('state_mismatch') ? 'StateMismatchProblem' : 'Problem'
  const allOf = [{ $ref: `#/components/schemas/${shape}` }, { properties: { code: { enum: codes } } }]
  return { 'application/problem+json': { schema: { allOf } } }
}
