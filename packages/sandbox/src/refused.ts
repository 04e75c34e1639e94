import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { SandboxEnv } from './world.ts'

/** A request that the imitated service would refuse. Each service renders it in its own shape. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: ContentfulStatusCode, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** The connection breaks before an answer. Served over a socket it is reset; called in process, the call rejects. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'

  constructor() {
    super('fetch failed: the connection was reset')
  }
}

function mediaType(c: Context<SandboxEnv>): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

function judge<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new Refused(
    400,
    'invalid_request',
    where === '' ? (issue?.message ?? 'Bad request') : `${where}: ${issue?.message}`,
  )
}

/** A JSON body with exactly the documented fields. */
export function readJson<Output>(c: Context<SandboxEnv>, schema: z.ZodType<Output>): Output {
  if (mediaType(c) !== 'application/json') {
    throw new Refused(415, 'unsupported_media_type', 'Content-Type must be application/json')
  }
  return judge(schema, parseJson(c.get('body')))
}

/** A JSON body, or nothing. */
export function readNoBody(c: Context<SandboxEnv>): void {
  const body = c.get('body')
  if (body !== '' && body !== '{}') throw new Refused(400, 'invalid_request', 'This request takes no body')
}

/** A urlencoded form with exactly the documented fields, none of them twice. */
export function readForm<Output>(c: Context<SandboxEnv>, schema: z.ZodType<Output>): Output {
  if (mediaType(c) !== 'application/x-www-form-urlencoded') {
    throw new Refused(415, 'unsupported_media_type', 'Content-Type must be application/x-www-form-urlencoded')
  }
  return judge(schema, uniqueParameters(new URLSearchParams(c.get('body'))))
}

/** The query with exactly the documented parameters, none of them twice. */
export function readQuery<Output>(c: Context<SandboxEnv>, schema: z.ZodType<Output>): Output {
  return judge(schema, uniqueParameters(new URL(c.req.url).searchParams))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'invalid_request', 'The body is not JSON')
  }
}

function uniqueParameters(parameters: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of parameters) {
    if (name in found) throw new Refused(400, 'invalid_request', `${name}: given twice`)
    found[name] = value
  }
  return found
}
