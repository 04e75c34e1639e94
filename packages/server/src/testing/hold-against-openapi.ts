import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { describeApi } from '../http/describe-api.ts'

interface Described {
  content?: Record<string, unknown>
}

interface Operation {
  operationId: string
  responses: Record<string, Described>
}

/** As a client reads it: what JSON cannot say is not there. */
const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as {
  paths: Record<string, Record<string, Operation>>
}

// The document is no schema itself: only what stands at its pointers is.
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')

/** What was played in this process: `operationId status`. */
export const played = new Set<string>()

/** Every operation of the document, with each status that it names. */
export const described = Object.values(document.paths).flatMap((path) =>
  Object.values(path).flatMap(({ operationId, responses }) =>
    Object.keys(responses).map((status) => `${operationId} ${status}`),
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

/** An answer that `/openapi.json` does not promise, by its status, its content type or its body, fails the test. */
export const holdAgainstOpenapi = async (pathname: string, method: string, response: Response): Promise<void> => {
  const [path, operation] = findOperation(pathname, method) ?? []
  if (path === undefined || operation === undefined) return
  const name = `${operation.operationId} ${response.status}`
  const status = String(response.status) in operation.responses ? String(response.status) : 'default'
  const answer = operation.responses[status]
  expect(answer, `${name} is not described`).toBeDefined()
  played.add(`${operation.operationId} ${status}`)
  const type = response.headers.get('content-type')?.split(';', 1)[0] ?? 'none'
  expect(Object.keys(answer?.content ?? { none: {} }), `content type of ${name}`).toContain(type)
  if (!type.endsWith('json')) return
  const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema']
  const validate = ajv.getSchema(`api#/${pointer.map(escaped).join('/')}`) as ValidateFunction
  validate(await response.clone().json())
  expect(validate.errors ?? [], name).toEqual([])
}
