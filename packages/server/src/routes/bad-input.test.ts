import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CreatedSession } from '@hitch/protocol'
import { ROUTE_TABLE, type Route } from '@hitch/protocol/schemas'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, PUBLIC_URL, SECRET_KEY, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
let session: CreatedSession
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
  session = await server.createSession()
}, 60_000)
afterAll(() => database.close())

/** Every route that takes JSON, called by whoever may. */
const jsonRoutes = Object.entries<Route>(ROUTE_TABLE).filter(([, route]) => route.body !== undefined)

const send = (route: Route, body: string | Uint8Array<ArrayBuffer>): Promise<Response> => {
  const caller: Record<string, string> =
    route.auth === 'secret key'
      ? { authorization: `Bearer ${SECRET_KEY}` }
      : route.auth === 'session'
        ? { authorization: `Bearer ${session.sessionToken}`, origin: HOST }
        : { origin: PUBLIC_URL }
  const path = route.path.replace(':provider', 'CNHIFieldOps')
  return server.request(path, {
    method: route.method,
    body,
    headers: { 'content-type': 'application/json', ...caller },
  })
}

test('there are routes that take JSON', () => {
  expect(jsonRoutes.map(([key]) => key)).toEqual([
    'createSession',
    'createHandover',
    'createLink',
    'createAttempt',
    'callback',
    'organizationsCallback',
  ])
})

describe.each(jsonRoutes)('%s', (_, route) => {
  test.each([
    ['nothing', ''],
    ['half a body', '{"provider":'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['a byte order mark in the middle', '{}\ufeff{}'],
    ['a key twice', '{"state":"a","state":"b"}'],
    ['__proto__', '{"__proto__":{"state":"x"}}'],
    ['constructor', '{"constructor":{"prototype":{}}}'],
    ['NUL', '{"provider":"\\u0000","leafUserId":"\\u0000","state":"\\u0000","code":"\\u0000"}'],
    ['deep nesting', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['very deep nesting', '['.repeat(16_000)],
  ])('%s: a clean 400', async (_, body) => {
    const response = await send(route, body)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'invalid_request', status: 400 })
  })

  test('huge: 413', async () => {
    const response = await send(route, `{"a":"${'x'.repeat(20_000)}"}`)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'payload_too_large' })
  })
})

describe('problem details', () => {
  test('tell one request from another, by the id that is in the header and in the log', async () => {
    const [one, other] = [await server.request('/v1/unheard'), await server.request('/v1/unheard')]
    const id = one.headers.get('x-request-id') ?? ''
    expect(await one.json()).toEqual({
      type: 'urn:hitch:problem:not_found',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      requestId: id,
    })
    expect(other.headers.get('x-request-id')).not.toBe(id)
    expect(server.logged.some((line) => line.includes(id))).toBe(true)
  })

  test('an id that the caller sends is not taken over', async () => {
    const response = await server.request('/healthz', { headers: { 'x-request-id': 'forged' } })
    expect(response.headers.get('x-request-id')).not.toBe('forged')
  })

  test('of a fault of ours say nothing of it, and the log has its stack', async () => {
    const broken = createTestServer(database)
    broken.handover.connections = () => Promise.reject(new Error('s3cret of the inside'))
    const response = await broken.asWidget(session, 'GET', '/v1/connect')
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500 })
    expect(text).not.toContain('s3cret')
    const line = broken.logged.find((candidate) => candidate.includes('s3cret of the inside'))
    expect(line).toContain('bad-input.test.ts')
  })
})

describe('methods', () => {
  test.each([
    ['PUT', '/v1/attempts'],
    ['PATCH', '/v1/connect'],
    ['POST', '/v1/connect'],
    ['DELETE', '/healthz'],
    ['GET', '/v1/sessions'],
    ['BREW', '/readyz'],
  ])('%s %s is not there', async (method, path) => {
    const response = await server.request(path, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })

  test('HEAD is GET without a body', async () => {
    const response = await server.request('/healthz', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  test('OPTIONS tells what there is', async () => {
    const response = await server.request('/callback/CNHIFieldOps', { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('allow')).toBe('OPTIONS, GET, HEAD, POST')
    expect((await server.request('/unheard', { method: 'OPTIONS' })).status).toBe(404)
  })
})

describe('headers', () => {
  test.each(['/healthz', '/readyz', '/openapi.json', '/v1/connect', '/callback/CNHIFieldOps', '/unheard', '/start'])(
    '%s is not stored, not sniffed, not framed, and leaks no referrer',
    async (path) => {
      const { headers } = await server.request(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/)
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    },
  )

  test('HSTS is for https alone', async () => {
    const local = createTestServer(database, { publicUrl: 'http://localhost:4310' })
    expect((await local.request('/healthz')).headers.get('strict-transport-security')).toBeNull()
  })
})

describe('what watches and documents', () => {
  test('alive, and ready with how durable the database is', async () => {
    expect(await (await server.request('/healthz')).json()).toEqual({ status: 'alive' })
    expect(await (await server.request('/readyz')).json()).toEqual({ status: 'ready', durability: 'process' })
  })

  test('not ready while the database does not answer', async () => {
    const gone = await openTestDatabase()
    const own = createTestServer(gone)
    expect((await own.request('/readyz')).status).toBe(200)
    await gone.close()
    const response = await own.request('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unavailable', durability: 'process' })
  })

  test('not ready from when it is to be given nothing more; all else goes on', async () => {
    const own = createTestServer(database)
    own.drain()
    const response = await own.request('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'stopping', durability: 'process' })
    expect((await own.request('/healthz')).status).toBe(200)
  })

  test('OpenAPI', async () => {
    const response = await server.request('/openapi.json')
    expect(await response.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: PUBLIC_URL }] })
  })
})

describe('versioned files', () => {
  test('of the pages are kept for a year; of another version they are served and not kept', async () => {
    const page = await (await server.request('/callback/CNHIFieldOps')).text()
    const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(new Set(paths.map((path) => path.split('/').at(-1)))).toEqual(
      new Set(['icon.svg', 'page.css', 'close.js', 'callback.js']),
    )
    for (const path of paths) {
      const response = await server.request(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^(text\/(javascript|css); charset=utf-8|image\/svg\+xml)$/)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const older = await server.request(path.replace(/assets\/[^/]+/, 'assets/000000000000'))
      expect(older.status).toBe(200)
      expect(older.headers.get('cache-control')).toBe('no-store')
    }
  })

  test.each(['page.css.map', '..%2Fpackage.json', '__proto__', 'constructor'])('%s is not among them', async (name) => {
    expect((await server.request(`/assets/x/${name}`)).status).toBe(404)
  })
})
