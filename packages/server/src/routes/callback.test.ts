import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, PUBLIC_URL, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const rowOf = (attemptId: string) =>
  database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()
const exchangesOf = (attemptId: string): number =>
  server.handover.exchanges.filter((exchange) => exchange.attemptId === attemptId).length

describe('the page', () => {
  test('is the same for everybody, whatever its query, and does nothing', async () => {
    const attempt = await startInBrowser(server)
    const before = await rowOf(attempt.attemptId)
    const plain = await server.request('/callback/CNHIFieldOps')
    const come = await server.request(`/callback/CNHIFieldOps?code=c0de&state=${attempt.state}`, {
      headers: { cookie: attempt.cookie },
    })
    const text = await come.text()
    expect(text).toBe(await plain.text())
    expect(come.headers.getSetCookie()).toEqual([])
    expect(await rowOf(attempt.attemptId)).toEqual(before)
    expect(come.headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'",
    )
    expect(come.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(text).not.toMatch(/<script(?![^>]* src=)|style="|onload=/)
  })

  test.each(['/callback/Unheard', '/callback/ClimateFieldView', '/callback/__proto__', '/callback/'])(
    '%s is nowhere',
    async (path) => {
      const response = await server.request(path)
      expect(response.status).toBe(404)
    },
  )

  test('a refusal there is a page, too', async () => {
    expect((await server.request('/callback/Unheard')).headers.get('content-type')).toMatch(/^text\/html/)
  })
})

describe('state and code are used up once', () => {
  test('of fifty at once one exchanges, the others are refused', async () => {
    const attempt = await startInBrowser(server)
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await postCallback(server, attempt)).status),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 403)).toHaveLength(49)
    expect(exchangesOf(attempt.attemptId)).toBe(1)
  })

  test('a page whose answer was lost is told where the attempt stands: it holds the cookie', async () => {
    const attempt = await startInBrowser(server)
    await postCallback(server, attempt)
    const again = await postCallback(server, attempt)
    expect(again.status).toBe(403)
    expect(again.headers.get('content-type')).toBe('application/problem+json')
    expect(await again.json()).toMatchObject({
      code: 'state_mismatch',
      status: 403,
      attemptId: attempt.attemptId,
      attemptStatus: 'attaching',
    })
    expect(exchangesOf(attempt.attemptId)).toBe(1)
  })

  test('while the first is exchanging, the second reads exchanging', async () => {
    const attempt = await startInBrowser(server)
    let release = (): void => undefined
    server.handover.duringExchange = () => new Promise((resolve) => (release = resolve))
    const first = postCallback(server, attempt)
    await expect.poll(() => exchangesOf(attempt.attemptId)).toBe(1)
    const second = await postCallback(server, attempt)
    release()
    server.handover.duringExchange = () => Promise.resolve()
    expect(await second.json()).toMatchObject({ code: 'state_mismatch', attemptStatus: 'exchanging' })
    expect((await first).status).toBe(200)
  })

  test('replayed from another browser it tells nothing', async () => {
    const attempt = await startInBrowser(server)
    await postCallback(server, attempt)
    for (const cookie of ['', attempt.cookie.replace(/=.*/, `=${'x'.repeat(43)}`)]) {
      const problem = (await (await postCallback(server, { ...attempt, cookie })).json()) as object
      expect(problem).toMatchObject({ code: 'state_mismatch' })
      expect(problem).not.toHaveProperty('attemptId')
      expect(problem).not.toHaveProperty('attemptStatus')
    }
    expect(exchangesOf(attempt.attemptId)).toBe(1)
  })
})

describe('what does not fit together', () => {
  /** All that a refusal may do: tell its code. */
  const outcomeOf = async (response: Response, { attemptId }: { attemptId: string }) => {
    const { status, code_consumed_at: consumed } = await rowOf(attemptId)
    const { code, attemptId: told } = (await response.json()) as { code: string; attemptId?: string }
    return { http: response.status, code, told, exchanges: exchangesOf(attemptId), status, consumed }
  }
  const untouched = (code: string, http = 403) => ({
    http,
    code,
    told: undefined,
    exchanges: 0,
    status: 'started',
    consumed: null,
  })

  test('without the cookie: another browser', async () => {
    const attempt = await startInBrowser(server)
    const response = await postCallback(server, { ...attempt, cookie: '' })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('attempt_not_yours'))
  })

  test('with another attempt’s cookie, and with its value under this attempt’s name', async () => {
    const attempt = await startInBrowser(server)
    const other = await startInBrowser(server)
    for (const cookie of [other.cookie, other.cookie.replace(other.attemptId, attempt.attemptId)]) {
      const response = await postCallback(server, { ...attempt, cookie })
      expect(await outcomeOf(response, attempt)).toEqual(untouched('attempt_not_yours'))
    }
  })

  test('at another provider', async () => {
    const attempt = await startInBrowser(server)
    const response = await postCallback(server, attempt, { provider: 'JohnDeere' })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('state_mismatch'))
  })

  test('with a state that nobody drew', async () => {
    const attempt = await startInBrowser(server)
    const response = await postCallback(server, attempt, { body: { code: 'c', state: 'x'.repeat(43) } })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('state_mismatch'))
  })

  test.each([
    ['the host', { origin: HOST }],
    ['null', { origin: 'null' }],
    ['a look-alike', { origin: `${PUBLIC_URL}.evil.example` }],
    ['http', { origin: PUBLIC_URL.replace('https', 'http') }],
    ['nowhere', { origin: '' }],
  ])('posted from %s', async (_, headers) => {
    const attempt = await startInBrowser(server)
    const response = await postCallback(server, attempt, { headers })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('origin_not_allowed'))
  })

  test('posted without an Origin', async () => {
    const attempt = await startInBrowser(server)
    const response = await server.request('/callback/CNHIFieldOps', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: attempt.cookie },
      body: JSON.stringify({ code: 'c', state: attempt.state }),
    })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('origin_not_allowed'))
  })

  test.each([
    ['no state', () => ({ code: 'c' })],
    ['a state that is a list', (state: string) => ({ code: 'c', state: [state] })],
    ['a code that is too long', (state: string) => ({ code: 'c'.repeat(4097), state })],
    ['something more', (state: string) => ({ code: 'c', state, more: 1 })],
  ])('with %s', async (_, body) => {
    const attempt = await startInBrowser(server)
    const response = await postCallback(server, attempt, { body: body(attempt.state) })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('invalid_request', 400))
  })

  test('as a form instead of JSON', async () => {
    const attempt = await startInBrowser(server)
    const response = await server.request('/callback/CNHIFieldOps', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: attempt.cookie,
        origin: PUBLIC_URL,
      },
      body: `code=c&state=${attempt.state}`,
    })
    expect(await outcomeOf(response, attempt)).toEqual(untouched('unsupported_media_type', 415))
  })
})

describe('a provider that says no', () => {
  test.each([
    ['access_denied', 'access_denied'],
    ['server_error', 'provider_unavailable'],
    ['temporarily_unavailable', 'provider_unavailable'],
    ['invalid_scope', 'provider_not_configured'],
    ['something_new', 'provider_unavailable'],
    // What our page reports of doubled parameters, or of an error beside a code.
    ['invalid_request', 'invalid_request'],
  ])('%s ends the attempt as %s, once, without an exchange', async (error, code) => {
    const attempt = await startInBrowser(server)
    const body = { error, errorDescription: 'why', state: attempt.state }
    const answer = await postCallback(server, attempt, { body })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      attemptId: attempt.attemptId,
      status: 'failed',
      notify: HOST,
      error: { code },
    })
    expect((await postCallback(server, attempt)).status).toBe(403)
    expect(exchangesOf(attempt.attemptId)).toBe(0)
    expect(await rowOf(attempt.attemptId)).toMatchObject({ status: 'failed', error_code: code })
  })

  test('a code beside an error kills the attempt: the code is never sent', async () => {
    const attempt = await startInBrowser(server)
    const body = { code: 'c', error: 'access_denied', state: attempt.state }
    expect(await (await postCallback(server, attempt, { body })).json()).toMatchObject({ status: 'failed' })
    expect((await postCallback(server, attempt)).status).toBe(403)
    expect(exchangesOf(attempt.attemptId)).toBe(0)
  })

  test('may say more than the error does, if it declares so', async () => {
    const provider = fakeProvider('CNHIFieldOps', {
      refusalCode: (_, description) => (description?.includes('Farm Manager') ? 'grower_not_authorized' : undefined),
    })
    const own = createTestServer(database, { providers: new Map([[provider.id, provider]]) })
    const attempt = await startInBrowser(own)
    const body = { error: 'access_denied', errorDescription: 'needs the Farm Manager title', state: attempt.state }
    expect(await (await postCallback(own, attempt, { body })).json()).toMatchObject({
      error: { code: 'grower_not_authorized' },
    })
  })

  test('is logged in clean words', async () => {
    const attempt = await startInBrowser(server)
    const body = { error: 'access_denied', errorDescription: 'no\r\n{"level":60,"msg":"forged"}', state: attempt.state }
    await postCallback(server, attempt, { body })
    const line = server.logged.findLast((text) => text.includes('providerErrorDescription'))
    expect(JSON.parse(line ?? '')).toMatchObject({
      attemptId: attempt.attemptId,
      provider: 'CNHIFieldOps',
      providerErrorDescription: 'no {"level":60,"msg":"forged"}',
    })
  })
})

describe('where the window goes', () => {
  test('the cookie is cleared at the outcome, and kept while there is none', async () => {
    const ended = await startInBrowser(server)
    const answer = await postCallback(server, ended, { body: { error: 'access_denied', state: ended.state } })
    expect(answer.headers.getSetCookie()).toEqual([
      `__Host-hitch-${ended.attemptId}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
    ])
    expect((await postCallback(server, await startInBrowser(server))).headers.getSetCookie()).toEqual([])
  })

  test('of more than eight attempt cookies the oldest are cleared', async () => {
    const attempt = await startInBrowser(server)
    const old = Array.from({ length: 9 }, (_, index) => `__Host-hitch-att_${index}=x`).join('; ')
    const answer = await postCallback(server, { ...attempt, cookie: `${old}; ${attempt.cookie}` })
    expect(answer.headers.getSetCookie().map((header) => header.split('=')[0])).toEqual([
      '__Host-hitch-att_0',
      '__Host-hitch-att_1',
    ])
  })

  test('in the same tab, back to the host, with nothing appended', async () => {
    const wish = { mode: 'redirect', returnUrl: `${HOST}/account` } as const
    const good = await postCallback(server, await startInBrowser(server, wish))
    expect(await good.json()).toMatchObject({ status: 'attaching', next: `${HOST}/account` })
    const refused = await startInBrowser(server, wish)
    const answer = await postCallback(server, refused, { body: { error: 'access_denied', state: refused.state } })
    expect(await answer.json()).toMatchObject({ status: 'failed', next: `${HOST}/account` })
  })

  test.each(['popup', 'redirect'] as const)(
    'John Deere, in a %s: on to the organizations, also after a lost answer',
    async (mode) => {
      const attempt = await startInBrowser(server, { provider: 'JohnDeere', mode })
      for (const status of [200, 403]) {
        const answer = await postCallback(server, attempt)
        expect(answer.status).toBe(status)
        const { next } = (await answer.json()) as { next: string }
        expect(new URL(next).origin).toBe('https://connections.example.com')
        expect(new URL(next).searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/callback/JohnDeere/organizations`)
      }
    },
  )
})
