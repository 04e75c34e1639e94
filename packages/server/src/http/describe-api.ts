import {
  answersWithPage,
  problemSchema,
  ROUTE_TABLE,
  stateMismatchProblemSchema,
  type Route,
  type RouteAnswer,
} from '@hitch/protocol/schemas'
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'

type Json = Record<string, unknown>

/**
 * The route table as OpenAPI 3.1, whose schemas are JSON Schema 2020-12. Nothing is written by hand but what the table
 * cannot know: how each kind of caller proves itself.
 */
export const describeApi = (publicUrl: string): Json => {
  const paths: Record<string, Json> = {}
  for (const [operationId, route] of Object.entries<Route>(ROUTE_TABLE)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(operationId, route) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Hitch', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: {
        Problem: schemaOf(problemSchema, 'output'),
        StateMismatchProblem: schemaOf(stateMismatchProblemSchema, 'output'),
      },
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

const SECURITY_SCHEMES = {
  secretKey: { type: 'http', scheme: 'bearer', description: 'One of HITCH_SECRET_KEY, from a host’s backend.' },
  session: { type: 'http', scheme: 'bearer', description: 'A session token, with the Origin it was made for.' },
  attempt: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-hitch-{attemptId}',
    description: 'Set by POST /start; comes with the callback page’s own request, whose Origin is HITCH_PUBLIC_URL.',
  },
} as const

const SECURITY = {
  'secret key': [{ secretKey: [] }],
  session: [{ session: [] }],
  cookie: [{ attempt: [] }],
  ticket: [],
  'own page': [],
  none: [],
} as const

const describeOperation = (operationId: string, route: Route): Json => ({
  operationId,
  summary: route.summary,
  security: SECURITY[route.auth],
  ...describeParameters(route),
  ...describeBody(route),
  responses: {
    ...Object.fromEntries(
      Object.entries(route.answers).map(([status, answer]) => [status, describeAnswer(status, answer)]),
    ),
    ...describeRefusals(route),
  },
})

const describeParameters = (route: Route): Json => {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = route.query === undefined ? {} : schemaOf(route.query, 'input')
  const required = (query['required'] ?? []) as string[]
  const inQuery = Object.entries((query['properties'] ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
  const inHeader = Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }))
  const parameters = [...inPath, ...inQuery, ...inHeader]
  return parameters.length === 0 ? {} : { parameters }
}

const describeBody = (route: Route): Json => {
  if (route.auth === 'ticket') {
    const ticket = { type: 'string', format: 'binary' }
    const schema = { type: 'object', properties: { ticket }, required: ['ticket'], additionalProperties: false }
    const encoding = { ticket: { contentType: 'application/vnd.hitch' } }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema, encoding } } } }
  }
  if (route.body === undefined) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
}

const describeAnswer = (status: string, answer: RouteAnswer): Json => {
  const description = STATUS_CODES[status] ?? status
  if (answer === 'empty') return { description }
  if (answer === 'redirect') {
    const schema = { type: 'string', format: 'uri-reference' }
    return { description, headers: { Location: { required: true, schema } } }
  }
  if (answer === 'page') return { description, content: { 'text/html': { schema: { type: 'string' } } } }
  if (answer === 'document') return { description, content: { 'application/json': { schema: { type: 'object' } } } }
  return { description, content: { 'application/json': { schema: schemaOf(answer, 'output') } } }
}

/** A window is told on a page, a program by problem details. */
const describeRefusals = (route: Route): Json => {
  const problem = route.auth === 'cookie' ? 'StateMismatchProblem' : 'Problem'
  const content = answersWithPage(route)
    ? { 'text/html': { schema: { type: 'string' } } }
    : { 'application/problem+json': { schema: { $ref: `#/components/schemas/${problem}` } } }
  return { default: { description: 'Refused', content } }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io })
  return rest
}
