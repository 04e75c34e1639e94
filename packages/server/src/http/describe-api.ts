import { problemSchema, ROUTE_TABLE, stateMismatchProblemSchema, type Route } from '@hitch/protocol/schemas'
import { describeOperation, SECURITY_SCHEMES, TAGS } from './describe-operation.ts'
import { createShapes, type Json } from './describe-shapes.ts'

/**
 * The route table as OpenAPI 3.1, whose schemas are JSON Schema 2020-12. Nothing is written by hand but what the table
 * cannot know: how each kind of caller proves itself.
 */
export const describeApi = (publicUrl: string): Json => {
  const shapes = createShapes()
  const paths: Record<string, Json> = {}
  for (const [operationId, route] of Object.entries<Route>(ROUTE_TABLE)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    const operation = describeOperation(operationId, route, shapes)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation }
  }
  // Named here, for refusals point to them by name.
  for (const schema of [problemSchema, stateMismatchProblemSchema]) shapes.schemaOf(schema, 'output')
  return {
    openapi: '3.1.1',
    info: {
      title: 'Hitch',
      version: '1',
      summary: 'Growers connect the farm-data accounts they have to Leaf',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    tags: TAGS,
    paths,
    components: { schemas: shapes.named(), headers: HEADERS, securitySchemes: SECURITY_SCHEMES },
  }
}

const DESCRIPTION = [
  'Times are ISO 8601 in UTC, `expiresIn` counts seconds, and a field that is absent may be left out or `null` in what you send.',
  'Refusals are problem details (RFC 9457) with a `code` of a closed list; where a window itself asks, a small page with the same status. Any request may also be answered by what stands between: take an answer without `X-Request-Id` for no answer.',
  'Changes are additive: a newer BFF may answer with further fields, statuses and codes.',
].join('\n\n')

const HEADERS = {
  'X-Request-Id': {
    description: 'What the log calls this request: tell it to the operator.',
    required: true,
    schema: { type: 'string', pattern: '^req_[A-Za-z0-9_-]+$' },
  },
  'Retry-After': { description: 'Seconds to wait before the next try.', schema: { type: 'string', pattern: '^\\d+$' } },
  Refresh: {
    description: 'The same seconds: the page comes back by itself.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  'WWW-Authenticate': {
    description: 'RFC 6750: a Bearer token is wanted.',
    required: true,
    schema: { type: 'string', pattern: '^Bearer' },
  },
} as const
