import type { CreatedAttempt, CreatedHandover } from '@hitch/protocol'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { HostedApp, HostedPageData } from '../hosted-app.ts'
import { cookieOf, linkBench } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  OTHER_HOST,
  PUBLIC_URL,
  ticketForm,
  type TestServer,
} from '../testing/test-server.ts'

const drawn: HostedPageData[] = []
const hosted: HostedApp = {
  files: { 'hosted.js': { content: 'globalThis.alive = true\n'.repeat(50), type: 'text/javascript; charset=utf-8' } },
  render: (page) => {
    drawn.push(page)
    return Promise.resolve(`<p>${page.state.providers.length} tiles</p>`)
  },
}

let database: ConnectDatabase
let server: TestServer
let bench: ReturnType<typeof linkBench>
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database, {}, hosted)
  bench = linkBench(database, server)
}, 60_000)
afterAll(() => database.close())

const open = (cookie: string, site = 'same-origin'): Promise<Response> =>
  server.request('/connect', { headers: { cookie, 'sec-fetch-site': site } })

const choose = (cookie: string, locale: string, site = 'same-origin'): Promise<Response> =>
  server.request(`/connect?locale=${locale}`, { headers: { cookie, 'sec-fetch-site': site } })

describe('the page', () => {
  test('is drawn whole for its session, in its brand, under a strict policy, and is kept nowhere', async () => {
    const { url } = await bench.makeLink({
      brand: { name: 'Hof <Feld>', logoUrl: 'https://logo.example.com/l.svg', accent: '#123456' },
      locale: 'de-AT',
      returnUrl: `${HOST}/done?a=1&b=2`,
    })
    const response = await open(await bench.openLink(url))
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain('<p>2 tiles</p>')
    expect(page).toContain('Hof &lt;Feld&gt;')
    expect(page).toContain('Für <bdi>North Ridge Farm</bdi>')
    expect(page).toContain(`href="${HOST}/done?a=1&amp;b=2"`)
    expect(page).toContain('<html lang="de"')
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/)
    expect(drawn.at(-1)).toMatchObject({ baseUrl: PUBLIC_URL, locale: 'de', accent: '#123456' })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "style-src 'self'"])
      expect(policy).toContain(part)
    expect(policy).toContain("img-src 'self' https://logo.example.com;")
  })

  test('speaks the language that the grower chooses on it, and so do the windows of its attempts', async () => {
    const cookie = await bench.openLink((await bench.makeLink({ locale: 'fr' })).url)
    // Prepared before, as on a phone where the tiles are painted.
    const { attemptId } = (await (await bench.createAttempt(cookie)).json()) as CreatedAttempt
    const response = await choose(cookie, 'pt-BR')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/connect'])
    const page = await (await open(cookie)).text()
    expect(page).toContain('<html lang="pt-BR"')
    expect(page).toMatch(/lang="pt-BR"[^>]*aria-current="true"/)
    expect(drawn.at(-1)).toMatchObject({ locale: 'pt-BR', state: { session: { locale: 'pt-BR' } } })
    const again = (await (await bench.createAttempt(cookie)).json()) as CreatedAttempt
    expect(again.attemptId).toBe(attemptId)
    const opening = await (await server.start(again.ticket, { origin: PUBLIC_URL })).text()
    expect(opening).toContain('<html lang="pt-BR"')
  })

  test.each([
    ['another site’s page', 'cross-site', 'de', 401],
    ['an address that is typed', 'none', 'de', 200],
    ['a language that we have not', 'same-origin', 'xx', 200],
  ])('keeps its language for %s', async (_, site, locale, status) => {
    const cookie = await bench.openLink((await bench.makeLink({ locale: 'fr' })).url)
    expect((await choose(cookie, locale, site)).status).toBe(status)
    expect(await (await open(cookie)).text()).toContain('<html lang="fr"')
  })

  test.each([
    ['another site’s page', 'cross-site'],
    ['another origin of our site', 'same-site'],
    ['a client that says nothing', ''],
  ])('is nothing for %s', async (_, site) => {
    const cookie = await bench.openLink((await bench.makeLink()).url)
    const response = await open(cookie, site)
    expect(response.status).toBe(401)
    expect(await response.text()).not.toContain('North Ridge Farm')
  })

  test('may be opened by hand, as after a restart of the browser', async () => {
    const cookie = await bench.openLink((await bench.makeLink()).url)
    expect((await open(cookie, 'none')).status).toBe(200)
  })

  test('of a session that has ended or run out says that it was open too long', async () => {
    const { url } = await bench.makeLink()
    const cookie = await bench.openLink(url)
    await database.kysely
      .updateTable('sessions')
      .set({ expires_at: new Date(0) })
      .where('link_id', 'is not', null)
      .execute()
    const response = await open(cookie)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('This page was open too long')
  })

  test('is unknown where its widget is not built', async () => {
    const without = createTestServer(database)
    expect((await without.request('/connect')).status).toBe(404)
  })
})

describe('a host’s page hands its grower over', () => {
  const createTicket = async (wish: object = {}): Promise<string> => {
    const body = { leafUserId: newLeafUserId(), origin: HOST, ...wish }
    const response = await server.asHost('POST', '/v1/sessions/handover', body)
    return ((await response.json()) as CreatedHandover).ticket
  }
  const bring = (ticket: string, headers: Record<string, string> = { origin: HOST }): Promise<Response> =>
    server.request('/connect', { method: 'POST', headers, body: ticketForm(ticket) })

  test('gives the session’s cookie, and leads on without a redirect', async () => {
    const response = await bring(await createTicket({ subject: 'North Ridge Farm', expiresIn: 600, can: ['connect'] }))
    expect(response.status).toBe(200)
    expect(response.headers.get('refresh')).toBe('0; url=/connect')
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-hitch-session=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    const page = await (await open(cookieOf(response))).text()
    expect(page).toContain('North Ridge Farm')
    expect(page).toContain(`href="${HOST}/"`)
    expect(drawn.at(-1)?.state.session).toMatchObject({ origin: PUBLIC_URL, can: ['connect'] })
  })

  test('once, of twenty at once too', async () => {
    const ticket = await createTicket()
    const answers = await Promise.all(Array.from({ length: 20 }, () => bring(ticket)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(19)
  })

  test.each([
    ['another allowed origin', { origin: OTHER_HOST }],
    ['an origin that is not allowed', { origin: 'https://evil.example.com' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nobody', {}],
  ])('not from %s, and the ticket stays good', async (_, headers) => {
    const ticket = await createTicket()
    const refused = await bring(ticket, { ...headers })
    expect(refused.status).toBe(403)
    expect(refused.headers.getSetCookie()).toEqual([])
    expect((await bring(ticket)).status).toBe(200)
  })

  test('not with a ticket that has run out', async () => {
    const ticket = await createTicket()
    await database.kysely
      .updateTable('session_tickets')
      .set({ expires_at: new Date(0) })
      .execute()
    expect((await bring(ticket)).status).toBe(403)
  })

  test('not by a form that markup alone can make', async () => {
    const ticket = await createTicket()
    const body = new URLSearchParams({ ticket })
    const response = await server.request('/connect', { method: 'POST', headers: { origin: HOST }, body })
    expect(response.status).toBe(415)
  })
})

describe('what the page loads', () => {
  const load = async (encoding: string): Promise<Response> => {
    const page = await (await open(await bench.openLink((await bench.makeLink()).url))).text()
    const path = /src="(\/assets\/[^"]+\/hosted\.js)"/.exec(page)?.[1] ?? ''
    return await server.request(path, { headers: { 'accept-encoding': encoding } })
  }

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip;q=1.0, br;q=0', 'gzip', gunzipSync],
    ['GZIP', 'gzip', gunzipSync],
    ['identity', null, Buffer.from],
    ['', null, Buffer.from],
  ])('comes compressed as the browser takes it: %s', async (accepted, encoding, decode) => {
    const response = await load(accepted)
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    expect(response.headers.get('cache-control')).toContain('immutable')
    const content = decode(Buffer.from(await response.arrayBuffer())).toString()
    expect(content).toBe(hosted.files['hosted.js']?.content)
  })
})
