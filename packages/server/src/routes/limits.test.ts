import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { ROUTE_TABLE } from '@hitch/protocol/schemas'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { completeLimits, type Limits } from '../limits/amounts.ts'
import { serve } from '../node/serve.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { linkBench } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  OTHER_HOST,
  SECRET_KEY,
  type TestServer,
} from '../testing/test-server.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

const HOSTED = { files: {}, render: () => Promise.resolve('') }
const ADDRESS = '192.0.2.1'

/** Monotonic, of the server under test: what is known in memory goes by with it. */
let time = 0
beforeEach(() => {
  time = 0
})
const limited = (limits: Partial<Limits>): TestServer => {
  const server = createTestServer(database, { limits: completeLimits(limits), now: () => time }, HOSTED)
  server.address = ADDRESS
  return server
}

const refusedUntil = async (asked: () => Promise<Response>, times: number): Promise<Response> => {
  for (let count = 0; count < times; count += 1) expect((await asked()).status).not.toBe(429)
  const refused = await asked()
  expect(refused.status).toBe(429)
  const seconds = refused.headers.get('retry-after')
  expect(seconds).toMatch(/^\d+$/)
  expect(Number(seconds)).toBeGreaterThan(0)
  expect(Number(seconds)).toBeLessThanOrEqual(60)
  return refused
}
const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: string }).code

describe('a session', () => {
  test('may ask so often; its page may read the refusal and how long to wait; another session does not notice', async () => {
    const server = limited({ sessionRequests: 3 })
    const session = await server.createSession()
    const ask = () => server.asWidget(session, 'GET', '/v1/connect')
    const refused = await refusedUntil(ask, 3)
    expect(refused.headers.get('access-control-allow-origin')).toBe(HOST)
    expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect(await codeOf(refused)).toBe('rate_limited')
    const other = await server.createSession({ leafUserId: session.leafUserId })
    expect((await server.asWidget(other, 'GET', '/v1/connect')).status).toBe(200)
  })

  test('may begin so many attempts, and then still ask how they stand', async () => {
    const server = limited({ sessionAttempts: 2 })
    const session = await server.createSession()
    const { attemptId } = await server.createAttempt(session)
    const create = () => server.asWidget(session, 'POST', '/v1/attempts', { provider: 'CNHIFieldOps' })
    await refusedUntil(create, 1)
    expect((await server.asWidget(session, 'GET', `/v1/attempts/${attemptId}`)).status).toBe(200)
  })

  test('is counted only once it is known: a stranger uses up nothing of it', async () => {
    const server = limited({ sessionRequests: 1 })
    const session = await server.createSession()
    const foreign = { authorization: `Bearer ${session.sessionToken}`, origin: OTHER_HOST }
    for (let count = 0; count < 3; count += 1)
      expect((await server.request('/v1/connect', { headers: foreign })).status).toBe(403)
    expect((await server.asWidget(session, 'GET', '/v1/connect')).status).toBe(200)
  })
})

test('a secret key may ask so often, whatever it asks; another key does not notice', async () => {
  const other = `another-${SECRET_KEY}`
  const keys = [
    { name: 'default', key: SECRET_KEY },
    { name: 'shop', key: other },
  ]
  const server = createTestServer(database, { secretKeys: keys, limits: completeLimits({ secretKeyRequests: 2 }) })
  const refused = await refusedUntil(() => server.asHost('GET', '/v1/links'), 2)
  expect(await codeOf(refused)).toBe('rate_limited')
  expect((await server.asHost('DELETE', '/v1/sessions/ses_x')).status).toBe(429)
  expect((await server.asHost('GET', '/v1/links', undefined, other)).status).toBe(200)
})

describe('a Leaf user, on what asks Leaf', () => {
  const asking = ['connect', 'connections/CNHIFieldOps/events', 'connections/CNHIFieldOps/progress'] as const

  test.each([...asking, 'connections/JohnDeere/organizations'])('GET /v1/%s counts', async (path) => {
    const server = limited({ leafUserReads: 1 })
    const session = await server.createSession()
    const refused = await refusedUntil(() => server.asWidget(session, 'GET', `/v1/${path}`), 1)
    expect(await codeOf(refused)).toBe('rate_limited')
  })

  test('all sessions of the Leaf user, the host’s backend and a disconnect count together; nobody else notices', async () => {
    const server = limited({ leafUserReads: 4 })
    const session = await server.createSession()
    const { leafUserId } = session
    const other = await server.createSession({ leafUserId })
    await server.asWidget(session, 'GET', '/v1/connect')
    await server.asWidget(other, 'DELETE', '/v1/connections/CNHIFieldOps')
    await server.asHost('GET', `/v1/users/${leafUserId}/connections`)
    await refusedUntil(() => server.asHost('GET', `/v1/attempts?leafUserId=${leafUserId}`), 1)
    expect((await server.asWidget(await server.createSession(), 'GET', '/v1/connect')).status).toBe(200)
  })

  test('what asks nobody goes on', async () => {
    const server = limited({ leafUserReads: 1 })
    const session = await server.createSession()
    const { attemptId } = await server.createAttempt(session)
    await refusedUntil(() => server.asWidget(session, 'GET', '/v1/connect'), 1)
    expect((await server.asWidget(session, 'GET', `/v1/attempts/${attemptId}`)).status).toBe(200)
  })
})

describe('an address, where nobody signs in', () => {
  const OPEN = [
    ['POST', '/start'],
    ['GET', '/callback/CNHIFieldOps'],
    ['POST', '/callback/CNHIFieldOps'],
    ['GET', '/callback/JohnDeere/organizations'],
    ['POST', '/callback/JohnDeere/organizations'],
    ['GET', `/l/${'a'.repeat(43)}`],
    ['POST', `/l/${'a'.repeat(43)}`],
    ['GET', '/connect'],
    ['POST', '/connect'],
  ] as const

  test('these are all of them', () => {
    // An alert of Leaf's is told from a forged one sooner than it is counted, and in a bad hour there are many.
    const withoutLimit = ['openapi', 'widgetScript', 'health', 'ready', 'leafAlert']
    const open = Object.entries(ROUTE_TABLE).filter(([, { auth }]) => auth !== 'session' && auth !== 'secret key')
    expect(open.filter(([name]) => !withoutLimit.includes(name))).toHaveLength(OPEN.length)
  })

  test.each(OPEN)('%s %s counts', async (method, path) => {
    const server = limited({ addressRequests: 1 })
    const refused = await refusedUntil(() => server.request(path, { method }), 1)
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('a /64 of IPv6 counts as one, its neighbour as another', async () => {
    const server = limited({ addressRequests: 1 })
    server.address = '2001:db8::1'
    await server.request('/callback/CNHIFieldOps')
    server.address = '2001:db8::ffff:2'
    expect((await server.request('/callback/CNHIFieldOps')).status).toBe(429)
    server.address = '2001:db8:0:1::1'
    expect((await server.request('/callback/CNHIFieldOps')).status).toBe(200)
  })

  test.each([
    { trustedProxies: ['127.0.0.0/8'], second: 200, who: 'is the one that a trusted proxy names' },
    { trustedProxies: [], second: 429, who: 'is the proxy’s, if nobody trusts it' },
  ])('$who', async ({ trustedProxies, second }) => {
    const { app } = limited({ addressRequests: 1 })
    const resting = { start: () => Promise.resolve(), drain: () => undefined, stop: () => Promise.resolve() }
    const served = await serve(
      { fetch: async (request, environment) => await app.fetch(request, environment), ...resting },
      { port: 0, hostname: '127.0.0.1', trustedProxies },
    )
    onTestFinished(() => served.stop())
    const ask = (address: string) =>
      fetch(`http://127.0.0.1:${served.port}/callback/CNHIFieldOps`, { headers: { 'x-forwarded-for': address } })
    expect((await ask('198.51.100.1')).status).toBe(200)
    expect((await ask('198.51.100.2')).status).toBe(second)
    expect((await ask('198.51.100.1')).status).toBe(429)
  })

  test('its starts are counted apart', async () => {
    const server = limited({ addressStarts: 1 })
    const { ticket } = await server.createAttempt(await server.createSession())
    const started = await server.start(ticket)
    expect(started.status).toBe(200)
    const further = await server.createAttempt(await server.createSession())
    expect((await server.start(further.ticket)).status).toBe(429)
    expect((await server.request('/callback/CNHIFieldOps')).status).toBe(200)
  })

  test('what signs in, what is served as a document, and what watches the process is not counted', async () => {
    const server = limited({ addressRequests: 1 })
    const session = await server.createSession()
    for (let count = 0; count < 3; count += 1) {
      expect((await server.asWidget(session, 'GET', '/v1/connect')).status).toBe(200)
      for (const path of ['/openapi.json', '/healthz', '/readyz']) expect((await server.request(path)).status).toBe(200)
    }
  })

  test('without an address nobody is told from another, and nobody is refused', async () => {
    const server = limited({ addressRequests: 1 })
    server.address = undefined
    for (let count = 0; count < 3; count += 1) expect((await server.request('/callback/CNHIFieldOps')).status).toBe(200)
  })

  test('is kept as a hash alone', async () => {
    const server = limited({ addressRequests: 1 })
    server.address = '198.51.100.77'
    await server.request('/callback/CNHIFieldOps')
    const rows = await database.kysely.selectFrom('rate_limits').select('key').execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('198.51.100.77')
  })
})

describe('a window', () => {
  test('is told on a calm page, in the language that the grower chose, and comes back by itself', async () => {
    const server = limited({ addressRequests: 1 })
    const { url } = await linkBench(database, server).makeLink()
    const look = () => server.request(`${new URL(url).pathname}?locale=de`)
    const refused = await refusedUntil(look, 1)
    expect(refused.headers.get('refresh')).toBe(refused.headers.get('retry-after'))
    const page = await refused.text()
    expect(page).toContain('lang="de"')
    expect(page).toContain('Einen Moment…')
    expect(page).not.toContain('data-do="close"')
  })

  test('on its way back reads the session’s language from its cookie', async () => {
    const server = limited({ addressRequests: 2 })
    const session = await server.createSession({ locale: 'fr' })
    const { ticket } = await server.createAttempt(session)
    const cookies = (await server.start(ticket)).headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
    const comeBack = () => server.request('/callback/CNHIFieldOps', { headers: { cookie: cookies.join('; ') } })
    expect(await (await refusedUntil(comeBack, 1)).text()).toContain('lang="fr"')
  })

  test('that posts has nothing to come back to', async () => {
    const server = limited({ addressRequests: 1 })
    const start = () => server.start('x'.repeat(43))
    const refused = await refusedUntil(start, 1)
    expect(refused.headers.get('content-type')).toMatch(/^text\/html/)
    expect(refused.headers.get('refresh')).toBeNull()
    expect(await refused.text()).toContain('Too many tries')
  })
})

test('a refused start uses no ticket up, and a refused callback no state: both go on when the minute is over', async () => {
  const server = limited({ addressRequests: 2 })
  const leafUserId = newLeafUserId()
  const session = await server.createSession({ leafUserId })
  const attempt = await startInBrowser(server, {}, session)
  const waiting = await server.createAttempt(await server.createSession())
  await server.request('/callback/CNHIFieldOps')

  expect((await server.start(waiting.ticket)).status).toBe(429)
  const refused = await postCallback(server, attempt)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(server.handover.exchanges).toEqual([])

  // Another process, which remembers no refusal, when the database's minute is over.
  await database.kysely.deleteFrom('rate_limits').execute()
  const later = createTestServer(database, { limits: completeLimits({ addressRequests: 2 }) })
  later.address = ADDRESS
  expect((await postCallback(later, attempt)).status).toBe(200)
  expect(later.handover.exchanges).toHaveLength(1)
  expect((await later.start(waiting.ticket)).status).toBe(200)
})
