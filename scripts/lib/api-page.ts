import { ERRORS, type ErrorCode } from '@hitch/protocol'
import { ERROR_HINTS } from '@hitch/protocol/schemas'

interface Schema {
  type?: string
  format?: string
  enum?: unknown[]
  examples?: unknown[]
  const?: unknown
  description?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  $ref?: string
}

interface Operation {
  summary: string
  security: Record<string, unknown>[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

/** As much of an OpenAPI document as the page reads. */
export interface ApiDocument {
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
}

const CALLERS: Readonly<Record<string, string>> = {
  secretKey: 'a host’s backend, with `Authorization: Bearer HITCH_SECRET_KEY`',
  session: 'the widget, with `Authorization: Bearer` and a session token, from the session’s origin',
  attempt: 'the callback page, with the attempt’s cookie',
}

/** One line of words for a schema: its kind, its bounds, what it may be. */
const kindOf = (schema: Schema): string => {
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ')
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum?.includes('session_invalid')) return '[error code](#error-codes)'
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ')
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`
  const bounds = [
    ...(schema.minimum === undefined || schema.minimum < -1e15 ? [] : [`at least ${schema.minimum}`]),
    ...(schema.maximum === undefined || schema.maximum > 1e15 ? [] : [`at most ${schema.maximum}`]),
    ...(schema.minLength === undefined || schema.minLength === 1 ? [] : [`at least ${schema.minLength} characters`]),
    ...(schema.maxLength === undefined ? [] : [`at most ${schema.maxLength} characters`]),
  ]
  const examples = schema.examples ? [`such as ${schema.examples.map((one) => `\`${String(one)}\``).join(', ')}`] : []
  const format = schema.format === undefined ? [] : [schema.format]
  return [schema.type ?? 'any', ...format, ...bounds, ...examples].join(', ')
}

/** The members of an object, each on a line; of objects within it as well. */
const membersOf = (schema: Schema, depth = 0): string[] => {
  if (schema.anyOf?.every(({ properties }) => properties)) {
    return schema.anyOf.flatMap((one) => [`${'  '.repeat(depth)}- either`, ...membersOf(one, depth + 1)])
  }
  const object = schema.type === 'array' ? (schema.items ?? {}) : schema
  return Object.entries(object.properties ?? {}).flatMap(([name, member]) => {
    const optional = object.required?.includes(name) ? '' : ', optional'
    const words = member.description === undefined ? '' : `. ${member.description}`
    return [`${'  '.repeat(depth)}- \`${name}\`: ${kindOf(member)}${optional}${words}`, ...membersOf(member, depth + 1)]
  })
}

const exampleOf = (schema: Schema): unknown => {
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0])
  const [first] = schema.examples ?? schema.enum ?? []
  if (first !== undefined) return first
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name))
          .map(([name, member]) => [name, exampleOf(member)]),
      )
    case 'array':
      return [exampleOf(schema.items ?? {})]
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    default:
      return '…'
  }
}

const curlOf = (url: string, method: string, path: string, operation: Operation): string => {
  const [caller] = operation.security.flatMap((one) => Object.keys(one))
  const query = (operation.parameters ?? []).filter((one) => one.in === 'query' && one.required)
  const asked = query.length === 0 ? '' : `?${query.map(({ name }) => `${name}=…`).join('&')}`
  const body = operation.requestBody?.content['application/json']?.schema
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${url}${path}${asked}'`,
    ...(caller === 'secretKey' ? [`-H "Authorization: Bearer $HITCH_SECRET_KEY"`] : []),
    ...(caller === 'session' ? [`-H "Authorization: Bearer $SESSION_TOKEN" -H 'Origin: https://www.example.com'`] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json' -d '${JSON.stringify(exampleOf(body))}'`]),
  ].join(' \\\n  ')
}

const describe = (url: string, path: string, method: string, operation: Operation): string => {
  const callers = operation.security.flatMap((one) => Object.keys(one)).map((name) => CALLERS[name] ?? name)
  const body = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(operation.responses).map(([status, { description, content = {} }]) => {
    const [type, { schema = {} } = {}] = Object.entries(content)[0] ?? []
    const known = status === 'default' ? '- otherwise: refused' : `- ${status} ${description}`
    const members = schema.$ref === undefined ? membersOf(schema, 1) : []
    return [`${known}${type === undefined ? '' : `, \`${type}\``}`, ...members].join('\n')
  })
  return [
    `### ${method.toUpperCase()} ${path}`,
    `${operation.summary}.`,
    `Asked by ${callers.join(' or ') || 'anybody, or by a window of ours, which proves itself as [SECURITY.md](../SECURITY.md) says'}.`,
    ...(operation.parameters
      ? [
          operation.parameters
            .map(
              (one) =>
                `- \`${one.name}\` in ${one.in}: ${one.description ?? kindOf(one.schema)}${one.required ? '' : ', optional'}`,
            )
            .join('\n'),
        ]
      : []),
    ...body.map(([type, { schema }]) => [`Body, \`${type}\`:`, ...membersOf(schema)].join('\n').replace('\n', '\n\n')),
    ['Answers:', '', ...answers].join('\n'),
    ...(path.startsWith('/v1/') ? [`\`\`\`sh\n${curlOf(url, method, path, operation)}\n\`\`\``] : []),
  ].join('\n\n')
}

/** `docs/api.md`, from what `/openapi.json` answers. */
export const apiPage = ({ servers: [server = { url: '' }], paths }: ApiDocument): string => {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const codes = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { status, retry } = ERRORS[code]
    return `- \`${code}\` (${status ?? 'an outcome, no answer'}; retry ${retry}): ${ERROR_HINTS[code]}`
  })
  return `${[
    '# API',
    'Every route, from the same table as the server and `/openapi.json` (OpenAPI 3.1). Made by `pnpm api-page`; a test holds it against the table, and every answer in the tests against the document.',
    'Times are ISO 8601 in UTC; `expiresIn` counts seconds. What is refused is told by a problem (RFC 9457): `type`, `title`, `status`, `code`, `requestId` and at times `detail`.',
    ...operations.map(({ path, method, operation }) => describe(server.url, path, method, operation)),
    '## Error codes',
    codes.join('\n'),
  ].join('\n\n')}\n`
}
