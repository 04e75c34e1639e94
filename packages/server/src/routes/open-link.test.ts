import type { CreatedAttempt } from '@hitch/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { postCallback, readStarted } from '../testing/attempt-in-browser.ts'
import { cookieOf, linkBench, LINKS, SUBJECT } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, PUBLIC_URL, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
let bench: ReturnType<typeof linkBench>
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
  bench = linkBench(database, server)
}, 60_000)
afterAll(() => database.close())

describe('opening a link', () => {
  test('looking names brand and farm, and changes nothing', async () => {
    const { linkId, url } = await bench.makeLink()
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await bench.look(url, method)
      expect(response.status).toBe(200)
      expect(response.headers.getSetCookie()).toEqual([])
    }
    const response = await bench.look(url)
    const page = await response.text()
    expect(page).toContain('asks to connect your farm data')
    expect(page).toContain(SUBJECT)
    expect(page).toContain('content="noindex"')
    expect(page).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect(await bench.readLink(linkId)).toMatchObject({ status: 'active', openedAt: null })
  })

  test('the grower’s press gives a cookie that scripts cannot read, and leads to the hosted page', async () => {
    const { linkId, url } = await bench.makeLink()
    const response = await bench.press(url)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/connect')
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-hitch-session=[A-Za-z0-9_-]{43}; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
    expect((await bench.readLink(linkId)).openedAt).not.toBeNull()
  })

  test.each([
    ['another origin', { origin: HOST }],
    ['a look-alike', { origin: `${PUBLIC_URL}.evil.example` }],
    ['nobody', { origin: 'null' }],
    ['no Origin', {}],
  ])('a press from %s gives nothing', async (_, headers) => {
    const { linkId, url } = await bench.makeLink()
    const response = await bench.press(url, { ...headers })
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await bench.readLink(linkId)).toMatchObject({ openedAt: null })
  })

  test('a brand of its own is shown, with its logo allowed and nothing else', async () => {
    const { url } = await bench.makeLink({
      brand: { name: 'Hof & <b>Feld', logoUrl: 'https://logo.example.com/l.svg' },
    })
    const response = await bench.look(url)
    expect(await response.text()).toContain('Hof &amp; &lt;b&gt;Feld')
    expect(response.headers.get('content-security-policy')).toContain("img-src 'self' https://logo.example.com;")
  })
})

describe('the language of a link', () => {
  const lookIn = (url: string, locale: string): Promise<Response> =>
    server.request(`${new URL(url).pathname}?locale=${locale}`)

  test('may be chosen by links that need no script and tell nobody the address', async () => {
    const { url } = await bench.makeLink({ locale: 'fr' })
    const page = await (await bench.look(url)).text()
    expect(page).toContain('<html lang="fr"')
    const links = [...page.matchAll(/<a\s+href="([^"]*)"([^>]*)>([^<]*)/g)]
    expect(links.map(([, href, , name]) => [href, name])).toEqual([
      ['?locale=en', 'English'],
      ['?locale=pt-BR', 'Português'],
      ['?locale=es', 'Español'],
      ['?locale=fr', 'Français'],
      ['?locale=de', 'Deutsch'],
    ])
    for (const [, , attributes] of links) expect(attributes).toContain('rel="noreferrer"')
    expect(page.match(/aria-current="true"/g)).toHaveLength(1)
    expect(links[3]?.[2]).toContain('aria-current="true"')
  })

  test('once chosen is the page’s, changes nothing yet, and is the session’s with the press', async () => {
    const { linkId, url } = await bench.makeLink({ locale: 'fr' })
    const response = await lookIn(url, 'de-AT')
    expect(await response.text()).toContain('<html lang="de"')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await bench.readLink(linkId)).toMatchObject({ openedAt: null })
    const cookie = cookieOf(await bench.press(`${url}?locale=de-AT`))
    expect(await (await bench.asPage(cookie, '/v1/connect')).json()).toMatchObject({ session: { locale: 'de' } })
  })

  test.each(['xx', 'constructor', '', '%00'])('that we have not leaves the link’s: %s', async (locale) => {
    const { url } = await bench.makeLink({ locale: 'fr' })
    expect(await (await lookIn(url, locale)).text()).toContain('<html lang="fr"')
    const cookie = cookieOf(await bench.press(`${url}?locale=${locale}`))
    expect(await (await bench.asPage(cookie, '/v1/connect')).json()).toMatchObject({ session: { locale: 'fr' } })
  })

  test('can be chosen where the link leads nowhere, and what others hang to an address does no harm', async () => {
    const { linkId, url } = await bench.makeLink()
    await server.asHost('DELETE', `${LINKS}/${linkId}`)
    const response = await server.request(`${new URL(url).pathname}?locale=de&utm_source=mail`)
    expect(response.status).toBe(410)
    expect(await response.text()).toMatch(/<html lang="de"[^]*Español/)
  })
})

describe('the windows of a link’s attempts', () => {
  /** From the page of a link that is opened to the provider and back. */
  const walk = async (wish: Parameters<typeof bench.makeLink>[0]): Promise<{ opening: string; told: unknown }> => {
    const { url } = await bench.makeLink(wish)
    const created = await bench.createAttempt(await bench.openLink(url))
    const { attemptId, ticket } = (await created.json()) as CreatedAttempt
    const response = await server.start(ticket, { origin: PUBLIC_URL })
    const told = await postCallback(server, { provider: 'CNHIFieldOps', ...readStarted(attemptId, response) })
    return { opening: await response.text(), told: await told.json() }
  }

  test('name its own brand, on the way out and on the way back', async () => {
    const { opening, told } = await walk({ brand: { name: 'Hof & Feld' } })
    expect(opening).toContain('Hof &amp; Feld')
    expect(opening).not.toContain('Northfield Grain')
    expect(told).toMatchObject({ subject: SUBJECT, brand: 'Hof & Feld' })
  })

  test('name the operator’s where it has none', async () => {
    const { opening, told } = await walk({})
    expect(opening).toContain('Northfield Grain')
    expect(told).not.toHaveProperty('brand')
  })
})

describe('the session of a link', () => {
  test('may connect for its Leaf user, and nothing else', async () => {
    const { url } = await bench.makeLink({ providers: ['JohnDeere'], brand: { name: 'Hof', accent: '#123456' } })
    const cookie = await bench.openLink(url)
    const state = await (await bench.asPage(cookie, '/v1/connect')).json()
    expect(state).toMatchObject({
      session: { origin: PUBLIC_URL, subject: SUBJECT, can: ['connect'], brand: { name: 'Hof' } },
      providers: [{ id: 'JohnDeere' }],
    })
    const disconnect = await bench.asPage(cookie, '/v1/connections/JohnDeere', {
      method: 'DELETE',
      headers: { origin: PUBLIC_URL },
    })
    expect(await disconnect.json()).toMatchObject({ code: 'not_allowed' })
    expect(await (await bench.asPage(cookie, '/v1/connections/JohnDeere/events')).json()).toMatchObject({
      code: 'not_allowed',
    })
    const started = await bench.createAttempt(cookie, 'JohnDeere')
    const { ticket } = (await started.json()) as { ticket: string }
    expect((await server.start(ticket, { origin: HOST })).status).toBe(403)
    expect((await server.start(ticket, { origin: PUBLIC_URL })).status).toBe(200)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 'session_invalid'],
    ['another origin of our site', { 'sec-fetch-site': 'same-site' }, 'session_invalid'],
    ['no browser', { 'sec-fetch-site': '' }, 'session_invalid'],
    ['a page of a host', { origin: HOST }, 'origin_not_allowed'],
  ])('the cookie counts for nothing from %s', async (_, headers, code) => {
    const cookie = await bench.openLink((await bench.makeLink()).url)
    expect(await (await bench.asPage(cookie, '/v1/connect', { headers })).json()).toMatchObject({ code })
  })

  test('the cookie counts for no session of a host’s page, and a POST needs our Origin', async () => {
    const { sessionToken } = await server.createSession({ origin: HOST })
    const cookie = `__Host-hitch-session=${sessionToken}`
    expect(await (await bench.asPage(cookie, '/v1/connect', { headers: { origin: HOST } })).json()).toMatchObject({
      code: 'session_invalid',
    })
    const own = await bench.openLink((await bench.makeLink()).url)
    const silent = await bench.asPage(own, '/v1/attempts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'CNHIFieldOps' }),
    })
    expect(await silent.json()).toMatchObject({ code: 'origin_not_allowed' })
  })

  test('its cookie is no attempt’s, and makes no room for one', async () => {
    const session = await bench.openLink((await bench.makeLink()).url)
    const attempts = Array.from({ length: 8 }, (_, index) => `__Host-hitch-att_${index}=s`)
    const { ticket } = (await (await bench.createAttempt(session)).json()) as { ticket: string }
    const started = await server.start(ticket, { origin: PUBLIC_URL, cookie: [session, ...attempts].join('; ') })
    const cleared = started.headers.getSetCookie().filter((cookie) => cookie.includes('Max-Age=0'))
    expect(cleared).toEqual([expect.stringMatching(/^__Host-hitch-att_0=/)])
  })

  test('each provider once, unless the link allows more; then the link is used', async () => {
    const { linkId, url } = await bench.makeLink({ maxCompletions: 2, providers: ['CNHIFieldOps', 'JohnDeere'] })
    const cookie = await bench.openLink(url)
    await bench.connectOnce(cookie)
    await bench.connectOnce(cookie)
    expect(await (await bench.createAttempt(cookie)).json()).toMatchObject({ code: 'link_used', status: 410 })
    expect(await bench.readLink(linkId)).toMatchObject({
      status: 'active',
      completions: [{ provider: 'CNHIFieldOps', count: 2 }],
    })
    await bench.connectOnce(cookie, 'JohnDeere')
    await bench.connectOnce(cookie, 'JohnDeere')
    expect(await bench.readLink(linkId)).toMatchObject({ status: 'used' })
    const page = await bench.look(url)
    expect(page.status).toBe(410)
    expect(await page.text()).toContain('This link was already used')
    expect(cookieOf(await bench.press(url))).toBe('')
  })
})

describe('links that lead nowhere', () => {
  test('one that was turned off says so, and its sessions end', async () => {
    const { linkId, url } = await bench.makeLink()
    const cookie = await bench.openLink(url)
    expect((await server.asHost('DELETE', `${LINKS}/${linkId}`)).status).toBe(204)
    expect((await server.asHost('DELETE', `${LINKS}/${linkId}`)).status).toBe(204)
    expect(await bench.readLink(linkId)).toMatchObject({ status: 'revoked' })
    const page = await bench.look(url)
    expect(page.status).toBe(410)
    expect(await page.text()).toMatch(/This link was turned off[^]*North Ridge Farm/)
    expect(await (await bench.asPage(cookie, '/v1/connect')).json()).toMatchObject({ code: 'session_invalid' })
    expect((await bench.press(url)).headers.getSetCookie()).toEqual([])
  })

  test('one that has run out says until when it worked', async () => {
    const { linkId, url } = await bench.makeLink()
    await database.kysely
      .updateTable('links')
      .set({ expires_at: new Date('2026-11-01T12:30:00Z') })
      .where('link_id', '=', linkId)
      .execute()
    const page = await bench.look(url)
    expect(page.status).toBe(410)
    expect(await page.text()).toMatch(/It worked until November 1, 2026 at 12:30\sPM UTC/)
    expect((await bench.press(url)).status).toBe(410)
  })

  test.each([['x'.repeat(43)], ['short'], ['%00'], ['a'.repeat(5000)]])(
    'an unknown one is told calmly: %s',
    async (secret) => {
      for (const response of [
        await bench.look(`${PUBLIC_URL}/l/${secret}`),
        await bench.press(`${PUBLIC_URL}/l/${secret}`),
      ]) {
        expect(response.status).toBe(404)
        expect(await response.text()).toContain('We do not know this link')
      }
    },
  )
})
