import { randomBytes } from 'node:crypto'
import { ROUTE_TABLE, type Route } from '@hitch/protocol/schemas'
import { holdAgainstOpenapi } from './hold-against-openapi.ts'
import type { CreatedAttempt, CreatedSession, CreateAttempt, CreateSession } from '@hitch/protocol'
import { TICKET_PART } from '@hitch/protocol'
import { createLog } from '../create-log.ts'
import { expect } from 'vitest'
import type { ServerContext } from '../context.ts'
import { createApp } from '../create-app.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { HostedApp } from '../hosted-app.ts'
import { completeLimits } from '../limits/amounts.ts'
import { NO_METER } from '../metrics/meter.ts'
import { NO_TRACER } from '../tracing/tracer.ts'
import { createUpstreamClock } from '../upstream-clock.ts'
import { DEFAULT_TIMINGS } from '../timings.ts'
import { NO_OUTBOX } from '../webhooks/outbox.ts'
import { fakeHandover, type FakeHandover } from './fake-handover.ts'
import { fakeLeaf } from './fake-leaf.ts'
import { fakeProvider } from './fake-provider.ts'

export const PUBLIC_URL = 'https://connect.example.com'
export const HOST = 'https://farm.example.com'
export const OTHER_HOST = 'https://other.example.com'
export const SECRET_KEY = 'a-secret-key-of-at-least-32-characters'

export interface TestServer {
  readonly app: ReturnType<typeof createApp>
  readonly context: ServerContext
  readonly handover: FakeHandover
  /** From where requests come, as a runtime adapter tells it. */
  address: string | undefined
  /** Every line that was logged, as text. */
  readonly logged: string[]
  /** From now on it is to be given nothing more. */
  drain(): void
  /** Asks the app, and holds a JSON answer against the schema that the route table promises. */
  request(path: string, init?: RequestInit): Promise<Response>
  asHost(method: string, path: string, body?: unknown, key?: string): Promise<Response>
  asWidget(
    session: Pick<CreatedSession, 'sessionToken'>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response>
  createSession(wish?: Partial<CreateSession>): Promise<CreatedSession>
  createAttempt(session: CreatedSession, wish?: Partial<CreateAttempt>): Promise<CreatedAttempt>
  start(ticket: string, headers?: Record<string, string>): Promise<Response>
}

let leafUsers = 0
/** A Leaf user that no other test of this file has met. */
export const newLeafUserId = (): string => `leaf-user-${(leafUsers += 1)}`

/** The ticket as script sends it. */
export const ticketForm = (ticket: string): FormData => {
  const form = new FormData()
  form.append(TICKET_PART.name, new File([ticket], TICKET_PART.filename, { type: TICKET_PART.type }))
  return form
}

export const createTestServer = (
  database: ConnectDatabase,
  overrides: Partial<ServerContext> = {},
  hosted?: HostedApp,
): TestServer => {
  const logged: string[] = []
  const context: ServerContext = {
    publicUrl: PUBLIC_URL,
    secretKeys: [{ name: 'default', key: SECRET_KEY }],
    allowedOrigins: [HOST, OTHER_HOST, PUBLIC_URL],
    brand: { name: 'Northfield Grain' },
    providers: new Map(
      [fakeProvider('JohnDeere'), fakeProvider('CNHIFieldOps')].map((provider) => [provider.id, provider]),
    ),
    providerHosts: [],
    encryptionKeys: [randomBytes(32)],
    auditDays: 90,
    database: database.kysely,
    leafAlertsSecret: undefined,
    outbox: NO_OUTBOX,
    meter: NO_METER,
    tracer: NO_TRACER,
    upstream: { send: () => Promise.reject(new Error('an upstream was called')) },
    breakers: () => [],
    upstreamClock: createUpstreamClock(() => performance.now()),
    leaf: fakeLeaf(),
    log: createLog({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    seam: () => undefined,
    timings: DEFAULT_TIMINGS,
    limits: completeLimits(),
    now: () => performance.now(),
    randomBytes: (size) => randomBytes(size),
    instanceId: 'test-instance',
    ...overrides,
  }
  const handover = fakeHandover(context)
  let isDraining = false
  const { durability } = database
  const app = createApp({ context, durability, handover, hosted, isDraining: () => isDraining })

  /** Requests come from the first of the allowed origins. */
  const [host = HOST] = context.allowedOrigins
  const server: TestServer = {
    app,
    context,
    handover,
    address: undefined,
    logged,
    drain: () => void (isDraining = true),
    async request(path, init) {
      const { address } = server
      const response = await app.request(path, init, address === undefined ? {} : { clientAddress: address })
      await holdAgainstTable(path, init?.method ?? 'GET', response)
      return response
    },
    asHost: (method, path, body, key = SECRET_KEY) =>
      server.request(path, { method, headers: { ...json(body), authorization: `Bearer ${key}` }, ...withBody(body) }),
    asWidget: ({ sessionToken }, method, path, body) =>
      server.request(path, {
        method,
        headers: { ...json(body), authorization: `Bearer ${sessionToken}`, origin: host },
        ...withBody(body),
      }),
    async createSession(wish = {}) {
      const who = wish.externalId === undefined ? { leafUserId: newLeafUserId() } : {}
      const response = await server.asHost('POST', '/v1/sessions', { ...who, origin: host, ...wish })
      expect(response.status).toBe(201)
      return (await response.json()) as CreatedSession
    },
    async createAttempt(session, wish = {}) {
      const response = await server.asWidget(session, 'POST', '/v1/attempts', { provider: 'CNHIFieldOps', ...wish })
      expect(response.status).toBe(201)
      return (await response.json()) as CreatedAttempt
    },
    start: (ticket, headers = { origin: host }) =>
      server.request('/start', { method: 'POST', headers, body: ticketForm(ticket) }),
  }
  return server
}

const json = (body: unknown): Record<string, string> =>
  body === undefined ? {} : { 'content-type': 'application/json' }
const withBody = (body: unknown): { body?: string } => (body === undefined ? {} : { body: JSON.stringify(body) })

const holdAgainstTable = async (path: string, method: string, response: Response): Promise<void> => {
  expect(response.headers.get('x-request-id')).toMatch(/^req_/)
  const { pathname } = new URL(path, PUBLIC_URL)
  const operation = await holdAgainstOpenapi(pathname, method, response)
  // Operations have the names of the table's routes. Of a schema the document keeps all but its refinements.
  const route = operation === undefined ? undefined : (ROUTE_TABLE as Readonly<Record<string, Route>>)[operation]
  const answer = route?.answers[response.status]
  if (typeof answer !== 'object') return
  expect(answer.safeParse(await response.clone().json())).toMatchObject({ success: true })
}
