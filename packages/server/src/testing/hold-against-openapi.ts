import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { describeApi } from '../http/describe-api.ts'

interface Header {
  required?: boolean
  schema: object
}

interface Described {
  headers: Record<string, Header | { $ref: string }>
  content?: Record<string, unknown>
}

interface Operation {
  operationId: string
  responses: Record<string, Described>
}

/** As a client reads it: what JSON cannot say is not there. */
const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as {
  paths: Record<string, Record<string, Operation>>
  components: { headers: Record<string, Header> }
}

// The document is no schema itself: only what stands at its pointers is.
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')

/** What was played in this process: `operationId status`, and of a refusal by JSON its code. */
export const played = new Set<string>()

const codesOf = (status: string, { content = {} }: Described): string[] => {
  const { schema } = (content['application/problem+json'] ?? {}) as {
    schema?: { allOf: [unknown, { properties: { code: { enum: string[] } } }] }
  }
  return schema === undefined ? [status] : schema.allOf[1].properties.code.enum.map((code) => `${status} ${code}`)
}

/** Every operation of the document, with each status that it names, and each code. */
export const described = Object.values(document.paths).flatMap((path) =>
  Object.values(path).flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, answer]) =>
      codesOf(status, answer).map((one) => `${operationId} ${one}`),
    ),
  ),
)

const findOperation = (pathname: string, method: string): [string, Operation] | undefined => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const operation = operations[method.toLowerCase()]
    if (operation && new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname)) return [path, operation]
  }
  return undefined
}

const escaped = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * An answer that `/openapi.json` does not promise, by its status, its headers or its body, fails the test.
 *
 * @returns the id of the operation, or undefined where there is none
 */
export const holdAgainstOpenapi = async (
  pathname: string,
  method: string,
  response: Response,
): Promise<string | undefined> => {
  const [path, operation] = findOperation(pathname, method) ?? []
  if (path === undefined || operation === undefined) return undefined
  const status = String(response.status)
  const name = `${operation.operationId} ${status}`
  const answer = operation.responses[status]
  if (answer === undefined) expect.fail(`${name} is not described`)
  holdHeaders(name, answer, response.headers)
  const type = response.headers.get('content-type')?.split(';', 1)[0] ?? 'none'
  expect(Object.keys(answer.content ?? { none: {} }), `content type of ${name}`).toContain(type)
  if (!type.endsWith('json')) {
    played.add(name)
    return operation.operationId
  }
  const body = (await response.clone().json()) as { code?: string }
  const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema']
  const validate = ajv.getSchema(`api#/${pointer.map(escaped).join('/')}`) as ValidateFunction
  validate(body)
  expect(validate.errors ?? [], name).toEqual([])
  played.add(type === 'application/problem+json' ? `${name} ${body.code}` : name)
  return operation.operationId
}

/** Those by which whoever asked would act; the others are the browser's concern and the same everywhere. */
const TELLING = ['Location', 'Refresh', 'Retry-After', 'Set-Cookie', 'WWW-Authenticate', 'X-Request-Id']

const holdHeaders = (name: string, { headers }: Described, given: Headers): void => {
  const undescribed = TELLING.filter((header) => given.has(header) && !(header in headers))
  expect(undescribed, `headers of ${name}`).toEqual([])
  for (const [header, described] of Object.entries(headers)) {
    const { required = false, schema } = '$ref' in described ? pointedTo(header) : described
    const value = given.get(header)
    if (value === null) expect(required, `${name} needs ${header}`).toBe(false)
    else expect(ajv.validate(schema, value), `${header} of ${name}`).toBe(true)
  }
}

const pointedTo = (header: string): Header => {
  const found = document.components.headers[header]
  if (found === undefined) throw new Error(`${header} is not described`)
  return found
}
