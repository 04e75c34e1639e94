import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
})
afterAll(() => database.close())

const languageOf = async (response: Response): Promise<string | undefined> => {
  // A cache must not hand one reader's page to another.
  expect(response.headers.get('vary')).toContain('Accept-Language')
  return /<html lang="([^"]+)" dir="ltr">/.exec(await response.text())?.[1]
}

test('on the way to the provider the window speaks the session’s language, whatever the browser prefers', async () => {
  for (const [locale, lang] of [
    ['pt-BR', 'pt-BR'],
    ['es-AR', 'es'],
    ['nl', 'de'],
  ] as const) {
    const session = await server.createSession({ locale })
    const { ticket } = await server.createAttempt(session)
    const response = await server.start(ticket, { origin: HOST, 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' })
    expect(response.status).toBe(200)
    expect(await languageOf(response)).toBe(lang)
  }
})

test('where no session is known, the browser’s language is spoken', async () => {
  const headers = { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' }
  expect(await languageOf(await server.request('/callback/CNHIFieldOps', { headers }))).toBe('fr')
  expect(await languageOf(await server.start('no-such-ticket', { origin: HOST, ...headers }))).toBe('fr')
})

/** What a browser sends with a provider's redirect: of what /start has set, the cookies that are not Strict. */
const sentBack = (started: Response): string =>
  started.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('SameSite=Strict'))
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')

test('the page that the provider sends back to goes on in the session’s language', async () => {
  const back = async (wish: { locale?: string }): Promise<string | undefined> => {
    const { ticket } = await server.createAttempt(await server.createSession(wish))
    const started = await server.start(ticket, { origin: HOST, 'accept-language': 'de' })
    const headers = { cookie: sentBack(started), 'accept-language': 'de' }
    return await languageOf(await server.request('/callback/CNHIFieldOps', { headers }))
  }
  expect(await back({ locale: 'pt-BR' })).toBe('pt-BR')
  expect(await back({})).toBe('de')
})

test('the language’s cookie is no attempt’s, cannot be read by script, and an odd one changes nothing', async () => {
  const { ticket } = await server.createAttempt(await server.createSession({ locale: 'fr' }))
  const started = await server.start(ticket, { origin: HOST })
  const [cookie] = started.headers.getSetCookie().filter((one) => one.startsWith('__Host-hitchLanguage='))
  expect(cookie).toBe('__Host-hitchLanguage=fr; Max-Age=1800; Path=/; HttpOnly; Secure; SameSite=Lax')
  const odd = { cookie: '__Host-hitchLanguage=%22%3E%3Cscript%3E', 'accept-language': 'es' }
  const response = await server.request('/callback/CNHIFieldOps', { headers: odd })
  expect(await languageOf(response)).toBe('es')
})
