import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { checkPublicAddress } from '../operate/check-public-address.ts'
import type { Finding } from '../operate/finding.ts'
import { startProxy, type Meddling } from '../testing/meddling-proxy.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, ticketForm, type TestServer } from '../testing/test-server.ts'
import { makeSelfTestTicket, SELF_TEST_HEADER } from './ticket.ts'

const KEY = randomBytes(32)

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const listen = async (listener: RequestListener): Promise<number> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A BFF behind a proxy, and what the check of its public address finds. */
const check = async (
  meddling: Meddling,
  { key = KEY, trustedProxies = [] }: { key?: Uint8Array; trustedProxies?: string[] } = {},
): Promise<Finding[]> => {
  const proxy = await startProxy(meddling)
  const { app } = createTestServer(database, { publicUrl: proxy.url, encryptionKeys: [KEY] })
  const listener = getRequestListener((request) => app.fetch(request, {}), { overrideGlobalObjects: false })
  proxy.to(await listen((incoming, outgoing) => void listener(incoming, outgoing)))
  return await checkPublicAddress({
    publicUrl: proxy.url,
    allowedOrigins: [HOST],
    encryptionKeys: [key],
    trustedProxies,
    timeout: 5_000,
  })
}

const wrongs = (findings: Finding[]): string[] =>
  findings.flatMap((finding) => (finding.state === 'wrong' ? [`${finding.message} ${finding.remedy}`] : []))

test('behind a proxy that changes nothing, all is fine', async () => {
  const findings = await check({})
  expect(findings.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'fine'))
})

test.each<[string, Meddling, RegExp]>([
  ['strips Origin', { request: (headers) => delete headers.origin }, /^Origin is taken away .*origin_not_allowed/],
  ['changes Origin', { request: (headers) => (headers.origin = 'null') }, /^Origin is changed/],
  ['strips Cookie', { request: (headers) => delete headers.cookie }, /^Cookies are taken away .*attempt_not_yours/],
  [
    'strips Sec-Fetch',
    { request: (headers) => ['site', 'mode', 'dest'].forEach((name) => delete headers[`sec-fetch-${name}`]) },
    /^Sec-Fetch headers are taken away/,
  ],
  [
    'changes one Sec-Fetch header',
    { request: (headers) => (headers['sec-fetch-mode'] = 'cors') },
    /^Sec-Fetch .*changed/,
  ],
  ['strips Set-Cookie', { answer: (headers) => delete headers['set-cookie'] }, /^Set-Cookie is taken away/],
  [
    'rewrites Set-Cookie',
    { answer: (headers) => (headers['set-cookie'] = ['hitch-self-test=x']) },
    /^Set-Cookie is changed/,
  ],
  [
    'rewrites Refresh',
    { answer: (headers) => (headers['refresh'] = '0; url=/') },
    /^A proxy changes refresh in answers/,
  ],
  [
    'allows caching',
    { answer: (headers) => (headers['cache-control'] = 'max-age=60') },
    /^A proxy changes cache-control/,
  ],
  [
    'adds headers of its own',
    { answer: (headers) => (headers['access-control-allow-origin'] = '*') },
    /^A proxy adds access-control-allow-origin/,
  ],
  [
    'loses the file part',
    { body: (body) => Buffer.from(body.toString('latin1').replace('; filename="hitch-ticket"', ''), 'latin1') },
    /^The form is changed on the way \(the ticket part: it must be a file part\)/,
  ],
  [
    'tells an address that nobody trusts',
    { request: (headers) => (headers['x-forwarded-for'] = '192.0.2.1') },
    /X-Forwarded-For.*HITCH_TRUSTED_PROXIES names none/,
  ],
  [
    'drops our header',
    { request: (headers) => delete headers['x-hitch-self-test'] },
    /does not recognise this self-test/,
  ],
  [
    'redirects',
    { instead: (response) => response.writeHead(301, { location: 'https://elsewhere.example.com/start?a=b' }).end() },
    /redirect to https:\/\/elsewhere\.example\.com\. /,
  ],
  [
    'answers by itself',
    { instead: (response) => response.writeHead(403).end('<html>') },
    /^Something other than the BFF/,
  ],
  ['hangs up', { instead: (response) => response.destroy() }, /gives no whole answer \(ECONNRESET\)/],
])('a proxy that %s: that is what is wrong, and nothing else', async (_, meddling, expected) => {
  const found = wrongs(await check(meddling))
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(expected)
})

test('with other keys than the BFF has it is not recognised; trusted proxies are fine', async () => {
  expect(wrongs(await check({}, { key: randomBytes(32) }))).toEqual([expect.stringContaining('HITCH_ENCRYPTION_KEYS')])
  const forwards: Meddling = { request: (headers) => (headers['x-forwarded-for'] = '192.0.2.1') }
  expect(wrongs(await check(forwards, { trustedProxies: ['127.0.0.1'] }))).toEqual([])
})

test('nobody there', async () => {
  const port = await listen(() => undefined)
  const address = { allowedOrigins: [HOST], encryptionKeys: [KEY], trustedProxies: [] }
  const silent = await checkPublicAddress({ ...address, publicUrl: `http://127.0.0.1:${port}`, timeout: 50 })
  expect(wrongs(silent)).toEqual([expect.stringContaining('does not answer in time')])
  const closed = await checkPublicAddress({ ...address, publicUrl: 'http://127.0.0.1:1' })
  expect(wrongs(closed)).toEqual([expect.stringContaining('nothing listens there')])
})

/** /start itself must stay as strict as it is: what opens the self-test is a ticket that only the operator can make. */
const post = (server: TestServer, header: string | undefined, headers: Record<string, string> = {}, ticket = 'x') =>
  server.request('/start', {
    method: 'POST',
    headers: { ...headers, ...(header === undefined ? {} : { [SELF_TEST_HEADER]: header }) },
    body: ticketForm(ticket),
  })

const made = (key: Uint8Array, minutesAgo = 0): string =>
  makeSelfTestTicket(key, { now: Date.now() - minutesAgo * 60_000, randomBytes: (size) => randomBytes(size) }).ticket

test('anything but a genuine, fresh ticket changes nothing: /start refuses as ever', async () => {
  const server = createTestServer(database, { encryptionKeys: [KEY] })
  const genuine = made(KEY)
  const forged = [
    made(randomBytes(32)),
    made(KEY, 11),
    made(KEY, -11),
    `${genuine}x`,
    genuine.replace(/^\d/, '2'),
    'x',
    '',
  ]
  for (const header of [undefined, ...forged]) {
    expect((await post(server, header)).status).toBe(403)
    const answer = await post(server, header, { origin: HOST })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toMatch('text/html')
  }
  // In the body it is a ticket like any other that nobody knows.
  expect((await post(server, undefined, { origin: HOST }, genuine)).status).toBe(403)
})

test('a genuine ticket starts nothing and spends nothing, and is told of its own request alone', async () => {
  const server = createTestServer(database, { encryptionKeys: [KEY] })
  const { attemptId, ticket } = await server.createAttempt(await server.createSession())
  const answer = await server.app.request('/start', {
    method: 'POST',
    headers: { [SELF_TEST_HEADER]: made(KEY), origin: HOST },
    body: ticketForm(ticket),
  })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ origin: HOST, cookie: false, body: 'its ticket was changed' })
  expect(text).not.toContain(ticket)
  expect(text).not.toContain(attemptId)
  const row = database.kysely.selectFrom('attempts').select('status').where('attempt_id', '=', attemptId)
  expect(await row.executeTakeFirst()).toEqual({ status: 'created' })
  expect((await server.start(ticket)).status).toBe(200)
})
