import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { startInBrowser } from '../testing/attempt-in-browser.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, newLeafUserId, OTHER_HOST, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const prepare = async () => {
  const session = await server.createSession()
  return { session, ...(await server.createAttempt(session)) }
}
const rowOf = (attemptId: string) =>
  database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()
const statusOf = async (attemptId: string): Promise<string> => (await rowOf(attemptId)).status

describe('the way to the provider', () => {
  test('is a page that refreshes to its URL with our state, and never a redirect', async () => {
    const { attemptId, ticket } = await prepare()
    const response = await server.start(ticket)
    expect(response.status).toBe(200)
    expect(response.headers.get('location')).toBeNull()
    const refresh = response.headers.get('refresh') ?? ''
    expect(refresh).toMatch(/^0; url=https:\/\/signin\.example\.com\/authorize\?[^'" ]+$/)
    const url = new URL(refresh.slice('0; url='.length))
    const state = url.searchParams.get('state') ?? ''
    expect(state).toMatch(/^[\w-]{43}$/)
    expect(url.searchParams.get('scope')).toBe('a b')
    const page = await response.text()
    expect(page).toContain(`href="${url.href.replaceAll('&', '&amp;')}"`)
    expect(page).not.toMatch(/<script|style=|http-equiv|rel="stylesheet"/)
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(style).toContain('.button')
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cross-origin-opener-policy')).toBeNull()

    const row = JSON.stringify(await rowOf(attemptId))
    expect(row).toContain('"status":"started"')
    expect(row).not.toContain(state)
    expect(row).not.toContain(ticket)
  })

  test('binds the attempt to this browser by a cookie of its own', async () => {
    const { attemptId, ticket } = await prepare()
    const [cookie = ''] = (await server.start(ticket)).headers.getSetCookie()
    const [pair = '', ...attributes] = cookie.split('; ')
    expect(pair).toMatch(new RegExp(`^__Host-hitch-${attemptId}=[\\w-]{43}$`))
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=1800', 'Path=/', 'SameSite=Strict', 'Secure'])
    expect(JSON.stringify(await rowOf(attemptId))).not.toContain(pair.split('=')[1])
  })

  test('drops prefix and Secure only where the BFF itself is http on loopback', async () => {
    const local = createTestServer(database, { publicUrl: 'http://localhost:4310', allowedOrigins: [HOST] })
    const { attemptId, ticket } = await local.createAttempt(await local.createSession())
    const [cookie = ''] = (await local.start(ticket)).headers.getSetCookie()
    expect(cookie).toMatch(
      new RegExp(`^hitch-${attemptId}=[\\w-]{43}; Max-Age=1800; Path=/; HttpOnly; SameSite=Strict$`),
    )
  })

  test('keeps no more than eight attempt cookies, the oldest going first', async () => {
    const { ticket } = await prepare()
    const cookie = Array.from({ length: 9 }, (_, index) => `__Host-hitch-att_${index}=x`).join('; ')
    const response = await server.start(ticket, { origin: HOST, cookie: `other=1; ${cookie}` })
    const cleared = response.headers.getSetCookie().filter((header) => header.includes('Max-Age=0'))
    expect(cleared.map((header) => header.split('=')[0])).toEqual(['__Host-hitch-att_0', '__Host-hitch-att_1'])
  })

  test('shows whose farm it is, as text', async () => {
    const session = await server.createSession({ subject: '<b>North</b> Ridge' })
    const page = await (await server.start((await server.createAttempt(session)).ticket)).text()
    expect(page).toContain('&lt;b&gt;North&lt;/b&gt; Ridge')
    expect(page).not.toContain('<b>North</b>')
  })
})

describe('begun from somewhere else', () => {
  test.each([
    ['another allowed origin', { origin: OTHER_HOST }],
    ['an origin that is not allowed', { origin: 'https://evil.example.com' }],
    ['a look-alike', { origin: `${HOST}.evil.example` }],
    ['the same host by http', { origin: HOST.replace('https', 'http') }],
    ['the same host on another port', { origin: `${HOST}:8443` }],
    ['null, as of a sandboxed frame', { origin: 'null' }],
    ['no origin', {}],
    ['no origin, but a Referer of the host', { referer: `${HOST}/farm` }],
    ['the BFF’s own origin', { origin: 'https://connect.example.com' }],
  ])('%s: nothing starts, and the ticket stays good', async (_, headers: Record<string, string>) => {
    const { attemptId, ticket } = await prepare()
    const response = await server.start(ticket, headers)
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await response.text()).toContain('This page is not allowed to connect')
    expect(response.headers.get('refresh')).toBeNull()
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await statusOf(attemptId)).toBe('created')
    expect((await server.start(ticket)).status).toBe(200)
  })
})

describe('a form smuggled into the host’s page has the right origin', () => {
  test.each([
    ['urlencoded', 'application/x-www-form-urlencoded', (ticket: string) => `ticket=${ticket}`, 415],
    ['text/plain', 'text/plain', (ticket: string) => `ticket=${ticket}`, 415],
    [
      'a plain field',
      'multipart/form-data; boundary=b',
      (ticket: string) => `--b\r\nContent-Disposition: form-data; name="ticket"\r\n\r\n${ticket}\r\n--b--\r\n`,
      400,
    ],
    [
      'an empty file part',
      'multipart/form-data; boundary=b',
      () =>
        '--b\r\nContent-Disposition: form-data; name="ticket"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n',
      400,
    ],
  ])('%s: refused, nothing starts', async (_, type, body, status) => {
    const { attemptId, ticket } = await prepare()
    const response = await server.request('/start', {
      method: 'POST',
      headers: { origin: HOST, 'content-type': type },
      body: body(ticket),
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await statusOf(attemptId)).toBe('created')
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s starts nothing', async (method) => {
    const { attemptId, ticket } = await prepare()
    const response = await server.request(`/start?ticket=${ticket}`, { method, headers: { origin: HOST } })
    expect(response.status).toBe(404)
    expect(await statusOf(attemptId)).toBe('created')
  })
})

describe('a ticket is good once', () => {
  test('the second time it is refused', async () => {
    const { ticket } = await prepare()
    expect((await server.start(ticket)).status).toBe(200)
    const second = await server.start(ticket)
    expect(second.status).toBe(403)
    expect(await second.text()).toContain('This sign-in was started somewhere else')
  })

  test('of twenty at once, one starts', async () => {
    const { ticket } = await prepare()
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await server.start(ticket)).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 403)).toHaveLength(19)
  })

  test.each(['expired', 'unknown', 'of a session that was ended'])('one that is %s starts nothing', async (kind) => {
    const { session, attemptId, ticket } = await prepare()
    if (kind === 'expired')
      await database.kysely
        .updateTable('tickets')
        .set({ expires_at: new Date(0) })
        .where('attempt_id', '=', attemptId)
        .execute()
    if (kind === 'of a session that was ended') await server.asHost('DELETE', `/v1/sessions/${session.sessionId}`)
    const response = await server.start(kind === 'unknown' ? 'x'.repeat(43) : ticket)
    expect(response.status).toBe(403)
    expect(await statusOf(attemptId)).toBe('created')
  })
})

describe('a newer start takes over', () => {
  test('from attempts of the Leaf user at this provider that still wait for a code', async () => {
    const leafUserId = newLeafUserId()
    const here = await server.createSession({ leafUserId })
    const first = await startInBrowser(server, {}, here)
    const otherProvider = await startInBrowser(server, { provider: 'JohnDeere' }, here)
    const otherGrower = await startInBrowser(server)
    const second = await startInBrowser(server, {}, await server.createSession({ leafUserId }))
    expect(await rowOf(first.attemptId)).toMatchObject({ status: 'cancelled', error_code: 'attempt_superseded' })
    for (const { attemptId } of [otherProvider, otherGrower, second]) expect(await statusOf(attemptId)).toBe('started')
  })

  test('not from one whose code is consumed', async () => {
    const session = await server.createSession()
    const first = await startInBrowser(server, {}, session)
    await database.kysely
      .updateTable('attempts')
      .set({ status: 'exchanging', code_consumed_at: new Date() })
      .where('attempt_id', '=', first.attemptId)
      .execute()
    await startInBrowser(server, {}, session)
    expect(await statusOf(first.attemptId)).toBe('exchanging')
  })

  test('preparing alone takes nothing over', async () => {
    const session = await server.createSession()
    const first = await startInBrowser(server, {}, session)
    await server.createAttempt(session)
    expect(await statusOf(first.attemptId)).toBe('started')
  })

  test('of two that start at once, one is left', async () => {
    const leafUserId = newLeafUserId()
    const sessions = await Promise.all([1, 2].map(() => server.createSession({ leafUserId })))
    const attempts = await Promise.all(sessions.map((session) => server.createAttempt(session)))
    await Promise.all(attempts.map(({ ticket }) => server.start(ticket)))
    const statuses = await Promise.all(attempts.map(({ attemptId }) => statusOf(attemptId)))
    expect(statuses.toSorted()).toEqual(['cancelled', 'started'])
  })
})

test('the organizations step alone leads straight to that page, with a cookie of its own', async () => {
  const session = await server.createSession()
  const { attemptId, ticket } = await server.createAttempt(session, { provider: 'JohnDeere', step: 'organizations' })
  const response = await server.start(ticket)
  expect(response.status).toBe(200)
  const url = new URL((response.headers.get('refresh') ?? '').slice('0; url='.length))
  expect(url.origin).toBe('https://connections.example.com')
  expect(url.searchParams.get('redirect_uri')).toBe('https://connect.example.com/callback/JohnDeere/organizations')
  expect(response.headers.getSetCookie()).toHaveLength(1)
  expect(await statusOf(attemptId)).toBe('choosing_organizations')
})

test('a form that is right in all but its size is refused unread', async () => {
  const padding = `--b\r\nContent-Disposition: form-data; name="more"\r\n\r\n${'x'.repeat(100_000)}\r\n--b--\r\n`
  const response = await server.request('/start', {
    method: 'POST',
    headers: { origin: HOST, 'content-type': 'multipart/form-data; boundary=b' },
    body: padding,
  })
  expect(response.status).toBe(413)
})
