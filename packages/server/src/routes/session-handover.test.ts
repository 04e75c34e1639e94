import type { CreatedHandover } from '@hitch/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { sha256 } from '../crypto/hash.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  OTHER_HOST,
  PUBLIC_URL,
  SECRET_KEY,
  type TestServer,
} from '../testing/test-server.ts'

const PATH = '/v1/sessions/handover'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const rowOf = async (ticket: string) =>
  await database.kysely
    .selectFrom('session_tickets')
    .selectAll()
    .where('ticket_hash', '=', sha256(ticket))
    .executeTakeFirstOrThrow()

test('a ticket is 256 bits, leads to the hosted page, is good for five minutes, and is no session', async () => {
  const leafUserId = newLeafUserId()
  const response = await server.asHost('POST', PATH, { leafUserId, origin: HOST })
  expect(response.status).toBe(201)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const { ticket, url, expiresAt } = (await response.json()) as CreatedHandover
  expect(Buffer.from(ticket, 'base64url')).toHaveLength(32)
  expect(url).toBe(`${PUBLIC_URL}/connect`)
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(290_000)
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(300_500)
  const asSession = await server.asWidget({ sessionToken: ticket }, 'GET', '/v1/connect')
  expect(await asSession.json()).toMatchObject({ code: 'session_invalid' })
})

test('all that the session will be made of is kept, the ticket as a hash alone', async () => {
  const leafUserId = newLeafUserId()
  const response = await server.asHost('POST', PATH, {
    leafUserId,
    origin: HOST,
    subject: 'North Ridge Farm',
    providers: ['JohnDeere', 'JohnDeere'],
    locale: 'pt-BR',
    returnUrl: `${HOST}/data`,
    expiresIn: 600,
    can: ['connect'],
  })
  const { ticket, expiresAt } = (await response.json()) as CreatedHandover
  const row = await rowOf(ticket)
  expect(row).toEqual({
    ticket_hash: sha256(ticket),
    leaf_user_id: leafUserId,
    origin: HOST,
    subject: 'North Ridge Farm',
    providers: ['JohnDeere'],
    locale: 'pt-BR',
    return_url: `${HOST}/data`,
    can: ['connect'],
    session_seconds: 600,
    expires_at: new Date(expiresAt),
  })
  expect(JSON.stringify(row)).not.toContain(ticket)
  expect(server.logged.join('')).not.toContain(ticket)
})

test('the Leaf user of an externalId is found or made at once; what is left open is as for a session', async () => {
  const own = createTestServer(database, {
    leaf: fakeLeaf({ users: { findByExternalId: () => Promise.resolve([]), create: () => Promise.resolve('made') } }),
  })
  const response = await own.asHost('POST', PATH, { externalId: 'farm-handed-over', origin: HOST })
  expect(await rowOf(((await response.json()) as CreatedHandover).ticket)).toMatchObject({
    leaf_user_id: 'made',
    providers: null,
    can: ['connect', 'disconnect', 'details'],
    session_seconds: 1800,
  })
})

test('a scoped key makes tickets for its own origins alone', async () => {
  const key = 'a-scoped-key-of-at-least-32-characters'
  const scoped = createTestServer(database, { secretKeys: [{ name: 'one', key, origins: [HOST] }] })
  expect((await scoped.asHost('POST', PATH, { leafUserId: 'u', origin: HOST }, key)).status).toBe(201)
  const refused = await scoped.asHost('POST', PATH, { leafUserId: 'u', origin: OTHER_HOST }, key)
  expect(await refused.json()).toMatchObject({ code: 'origin_not_allowed', status: 403 })
})

test.each([
  ['an origin that is not allowed', { leafUserId: 'u', origin: 'https://evil.example.com' }, 'origin_not_allowed'],
  ['a return URL elsewhere', { leafUserId: 'u', origin: HOST, returnUrl: `${OTHER_HOST}/` }, 'invalid_request'],
  ['neither id', { origin: HOST }, 'invalid_request'],
  ['a misspelt field', { leafUserId: 'u', origin: HOST, expiresin: 600 }, 'invalid_request'],
])('no ticket for %s', async (_, body, code) => {
  expect(await (await server.asHost('POST', PATH, body)).json()).toMatchObject({ code })
})

test('only a host’s backend makes one, and no page of another origin may ask', async () => {
  expect((await server.asHost('POST', PATH, { leafUserId: 'u', origin: HOST }, `${SECRET_KEY}x`)).status).toBe(401)
  const preflight = await server.request(PATH, {
    method: 'OPTIONS',
    headers: { origin: HOST, 'access-control-request-method': 'POST' },
  })
  expect(preflight.headers.get('allow')).toBe('OPTIONS, POST')
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})
