import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CreatedSession } from '@hitch/protocol'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, OTHER_HOST, PUBLIC_URL, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
let session: CreatedSession
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
  session = await server.createSession()
}, 60_000)
afterAll(() => database.close())

const connect = (headers: Record<string, string>, token = session.sessionToken): Promise<Response> =>
  server.request('/v1/connect', { headers: { authorization: `Bearer ${token}`, ...headers } })

const readableBy = (response: Response): string | null => response.headers.get('access-control-allow-origin')

describe('a session is good from its own origin alone', () => {
  test('which may read the answer and what it exposes', async () => {
    const response = await connect({ origin: HOST })
    expect(response.status).toBe(200)
    expect(readableBy(response)).toBe(HOST)
    expect(response.headers.get('vary')).toContain('Origin')
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After, X-Request-Id')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['another allowed origin', { origin: OTHER_HOST }],
    ['a look-alike', { origin: `${HOST}.evil.example` }],
    ['null', { origin: 'null' }],
    ['none', {}],
    ['none, from the host itself as the browser tells', { 'sec-fetch-site': 'same-origin' }],
    ['none, but a Referer', { referer: `${HOST}/farm` }],
  ])('not with %s', async (_, headers: Record<string, string>) => {
    const response = await connect(headers)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'origin_not_allowed' })
    expect(readableBy(response)).toBe(HOST)
  })
})

describe('our own pages send no Origin with a GET', () => {
  test('and pass when the browser says so and the session is for our own origin', async () => {
    const own = await server.createSession({ origin: PUBLIC_URL })
    expect((await connect({ 'sec-fetch-site': 'same-origin' }, own.sessionToken)).status).toBe(200)
    expect((await connect({ 'sec-fetch-site': 'same-site' }, own.sessionToken)).status).toBe(403)
    expect((await connect({}, own.sessionToken)).status).toBe(403)
    const post = await server.request('/v1/attempts', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${own.sessionToken}`,
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      body: '{"provider":"CNHIFieldOps"}',
    })
    expect(post.status).toBe(403)
  })
})

describe('a token that is not, or no longer, good', () => {
  test.each([
    ['unknown', 'x'.repeat(43)],
    ['not of our form', 'nonsense'],
    ['none', ''],
  ])('%s: session_invalid, which an allowed origin may read', async (_, token) => {
    const response = await connect({ origin: HOST }, token)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'session_invalid' })
    expect(readableBy(response)).toBe(HOST)
    expect(readableBy(await connect({ origin: 'https://evil.example.com' }, token))).toBeNull()
  })

  test('a secret key is no session', async () => {
    expect((await connect({ origin: HOST }, server.context.secretKeys[0]?.key)).status).toBe(401)
  })

  test('time is up by the database’s clock: session_expired, readable by its origin', async () => {
    const { sessionId, sessionToken } = await server.createSession()
    await database.kysely
      .updateTable('sessions')
      .set({ expires_at: sql<Date>`clock_timestamp()` })
      .where('session_id', '=', sessionId)
      .execute()
    const response = await connect({ origin: HOST }, sessionToken)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'session_expired' })
    expect(readableBy(response)).toBe(HOST)
  })

  test('after a log-out: session_invalid, so that no widget asks for another; ending twice is no fault', async () => {
    const { sessionId, sessionToken } = await server.createSession()
    expect((await server.asHost('DELETE', `/v1/sessions/${sessionId}`)).status).toBe(204)
    expect((await server.asHost('DELETE', `/v1/sessions/${sessionId}`)).status).toBe(204)
    expect(await (await connect({ origin: HOST }, sessionToken)).json()).toMatchObject({ code: 'session_invalid' })
  })
})

describe('a preflight', () => {
  const preflight = (path: string, origin: string, method = 'POST'): Promise<Response> =>
    server.request(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
    })

  test('names no session and is answered from the allowed origins', async () => {
    const response = await preflight('/v1/attempts', OTHER_HOST)
    expect(response.status).toBe(204)
    expect(readableBy(response)).toBe(OTHER_HOST)
    expect(response.headers.get('access-control-allow-methods')).toBe('POST')
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type')
    expect(response.headers.get('access-control-max-age')).toBe('7200')
    expect(response.headers.get('vary')).toContain('Origin')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('from elsewhere, or for what only a backend may ask, allows nothing', async () => {
    expect(readableBy(await preflight('/v1/attempts', 'https://evil.example.com'))).toBeNull()
    expect(readableBy(await preflight('/v1/attempts', 'null'))).toBeNull()
    expect(readableBy(await preflight('/v1/sessions', HOST))).toBeNull()
    expect(readableBy(await preflight('/callback/CNHIFieldOps', HOST))).toBeNull()
  })
})
