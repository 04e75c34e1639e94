import type { CreatedLink, LinkList } from '@hitch/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../crypto/hash.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { linkBench, LINKS, SUBJECT } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, newLeafUserId, PUBLIC_URL, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
let bench: ReturnType<typeof linkBench>
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
  bench = linkBench(database, server)
}, 60_000)
afterAll(() => database.close())

describe('making a link', () => {
  test('gives a secret address, good for a day, with a code to scan and words to send', async () => {
    const { linkId, url, expiresAt, qrCode, message } = await bench.makeLink()
    expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/l/[A-Za-z0-9_-]{43}$`))
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(86_390_000)
    expect(qrCode).toMatch(/^<svg [^]*<\/svg>$/)
    expect(message.mailSubject).toBe('Northfield Grain: connect the farm data of North Ridge Farm')
    expect(message.mailText).toContain(url)
    expect(message.smsText).toContain(url)
    for (const text of Object.values(message)) expect(text).not.toMatch(/[{}]|undefined/)
    expect(await bench.readLink(linkId)).toMatchObject({
      subject: SUBJECT,
      maxCompletions: 1,
      status: 'active',
      openedAt: null,
      completions: [],
    })
  })

  test('keeps the secret as a hash alone, and out of the log', async () => {
    const { linkId, url } = await bench.makeLink()
    const secret = url.split('/').at(-1) ?? ''
    const row = await database.kysely
      .selectFrom('links')
      .selectAll()
      .where('link_id', '=', linkId)
      .executeTakeFirstOrThrow()
    expect(row.secret_hash).toBe(sha256(secret))
    expect(JSON.stringify(row)).not.toContain(secret)
    await bench.look(url)
    await bench.press(url)
    expect(server.logged.join('')).not.toContain(secret)
  })

  test('speaks the link’s language, under the link’s own name', async () => {
    const { message } = await bench.makeLink({ locale: 'de', brand: { name: 'Hof & Feld' } })
    expect(message.mailSubject).toBe('Hof & Feld: Betriebsdaten für North Ridge Farm verbinden')
  })

  test('the same Idempotency-Key with the same body is the same link, fifty at once too', async () => {
    const body = { leafUserId: newLeafUserId(), subject: SUBJECT }
    const headers = { 'idempotency-key': 'order-17' }
    const answers = await Promise.all(Array.from({ length: 50 }, () => bench.post(body, headers)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201))
    const links = await Promise.all(answers.map(async (answer) => (await answer.json()) as CreatedLink))
    expect(new Set(links.map(({ url }) => url)).size).toBe(1)
    const later = (await (await bench.post(body, headers)).json()) as CreatedLink
    expect(later).toEqual(links[0])
    expect((await bench.post(body, { 'idempotency-key': 'order-18' })).status).toBe(201)
  })

  test('the same Idempotency-Key with another body is a conflict, and a key that is none is told', async () => {
    const leafUserId = newLeafUserId()
    const headers = { 'idempotency-key': 'order-19' }
    await bench.post({ leafUserId, subject: SUBJECT }, headers)
    const other = await bench.post({ leafUserId, subject: 'South Farm' }, headers)
    expect(await other.json()).toMatchObject({ code: 'conflict', status: 409 })
    const odd = await bench.post({ leafUserId, subject: SUBJECT }, { 'idempotency-key': 'x'.repeat(201) })
    expect(await odd.json()).toMatchObject({ code: 'invalid_request' })
  })

  test('after its encryption key is gone a link works on, and is told no more', async () => {
    const headers = { 'idempotency-key': 'order-20' }
    const body = { leafUserId: newLeafUserId(), subject: SUBJECT }
    const { url } = (await (await bench.post(body, headers)).json()) as CreatedLink
    const renewed = createTestServer(database)
    expect((await renewed.request(new URL(url).pathname)).status).toBe(200)
    expect(await (await bench.post(body, headers, renewed)).json()).toMatchObject({ code: 'conflict' })
  })

  test.each([
    ['no subject', { leafUserId: 'u' }],
    ['a blank subject', { leafUserId: 'u', subject: '  ' }],
    ['neither id', { subject: SUBJECT }],
    ['too short a time', { leafUserId: 'u', subject: SUBJECT, expiresIn: 899 }],
    ['more than a year', { leafUserId: 'u', subject: SUBJECT, expiresIn: 31_536_001 }],
    [
      'a return URL on an origin that is not allowed',
      { leafUserId: 'u', subject: SUBJECT, returnUrl: 'https://evil.example.com/' },
    ],
    [
      'a return URL with a name in it',
      { leafUserId: 'u', subject: SUBJECT, returnUrl: `https://me@${new URL(HOST).host}/` },
    ],
    [
      'a logo over plain http',
      { leafUserId: 'u', subject: SUBJECT, brand: { name: 'B', logoUrl: 'http://b.example.com/l.png' } },
    ],
    [
      'a logo that is script',
      { leafUserId: 'u', subject: SUBJECT, brand: { name: 'B', logoUrl: 'javascript:alert(1)' } },
    ],
    ['an accent that is no colour', { leafUserId: 'u', subject: SUBJECT, brand: { name: 'B', accent: 'red;}' } }],
    ['a misspelt field', { leafUserId: 'u', subject: SUBJECT, expiresin: 900 }],
  ])('refuses %s', async (_, body) => {
    const response = await bench.post(body)
    expect(await response.json()).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  test('needs the secret key; a scoped one must have the BFF’s own origin in its scope', async () => {
    expect((await bench.post({ leafUserId: 'u', subject: SUBJECT }, { authorization: 'Bearer nobody' })).status).toBe(
      401,
    )
    const key = 'a-scoped-key-of-at-least-32-characters'
    const scoped = createTestServer(database, { secretKeys: [{ name: 'one', key, origins: [HOST] }] })
    const refused = await bench.post({ leafUserId: 'u', subject: SUBJECT }, { authorization: `Bearer ${key}` }, scoped)
    expect(await refused.json()).toMatchObject({ code: 'origin_not_allowed', status: 403 })
  })
})

describe('what a host’s backend sees', () => {
  test('a Leaf user’s links, newest first, page by page', async () => {
    const leafUserId = newLeafUserId()
    const made: string[] = []
    for (let index = 0; index < 101; index += 1) made.unshift((await bench.makeLink({ leafUserId })).linkId)
    const first = (await (await server.asHost('GET', `${LINKS}?leafUserId=${leafUserId}`)).json()) as LinkList
    expect(first.links.map(({ linkId }) => linkId)).toEqual(made.slice(0, 100))
    expect(first.more).toBe(true)
    const query = `leafUserId=${leafUserId}&before=${made[99]}`
    const second = (await (await server.asHost('GET', `${LINKS}?${query}`)).json()) as LinkList
    expect(second).toMatchObject({ links: [{ linkId: made[100] }], more: false })
    expect((await server.asHost('GET', `${LINKS}?before=lnk_unknown`)).status).toBe(404)
  }, 30_000)

  test('a scoped key sees, and turns off, its own links alone', async () => {
    const key = 'a-scoped-key-of-at-least-32-characters'
    const scoped = createTestServer(database, { secretKeys: [{ name: 'one', key, origins: [PUBLIC_URL] }] })
    const leafUserId = newLeafUserId()
    const { linkId } = await bench.makeLink({ leafUserId })
    expect((await scoped.asHost('GET', `${LINKS}/${linkId}`, undefined, key)).status).toBe(404)
    expect(await (await scoped.asHost('GET', LINKS, undefined, key)).json()).toEqual({ links: [], more: false })
    expect((await scoped.asHost('DELETE', `${LINKS}/${linkId}`, undefined, key)).status).toBe(204)
    expect(await bench.readLink(linkId)).toMatchObject({ status: 'active' })
    const elsewhere = { leafUserId, subject: SUBJECT, returnUrl: `${HOST}/data` }
    const refused = await bench.post(elsewhere, { authorization: `Bearer ${key}` }, scoped)
    expect(await refused.json()).toMatchObject({
      code: 'invalid_request',
      detail: 'returnUrl: must be on an allowed origin',
    })
    const own = await bench.post({ leafUserId, subject: SUBJECT }, { authorization: `Bearer ${key}` }, scoped)
    expect(own.status).toBe(201)
  })
})
