import type { CreatedAttempt, CreatedHandover } from '@hitch/protocol'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { described, played } from '../testing/hold-against-openapi.ts'
import { linkBench } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  PUBLIC_URL,
  ticketForm,
  type TestServer,
} from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
let bench: ReturnType<typeof linkBench>
beforeAll(async () => {
  database = await openTestDatabase()
  const leaf = fakeLeaf({
    credentials: {
      events: () => Promise.resolve([{ at: '2026-01-01T00:00:00.000Z', statusCode: 200, summary: 'access_works' }]),
    },
    progress: () =>
      Promise.resolve({ fields: 38, files: { count: 2, more: true }, lastSyncAt: '2026-01-01T00:00:00Z' }),
    organizations: () => Promise.resolve([{ id: '1', name: 'North Ridge', connected: true, managementUri: null }]),
  })
  const hosted = { files: {}, render: () => Promise.resolve('') }
  server = createTestServer(database, { leaf }, hosted)
  bench = linkBench(database, server)
}, 60_000)
afterAll(() => database.close())

/** Every route once as it is meant to be asked. `server.request` holds each answer against the document. */
const playAll = async (): Promise<void> => {
  const session = await server.createSession({ subject: 'North Ridge Farm' })
  await server.asWidget(session, 'GET', '/v1/connect')
  const { attemptId } = await server.createAttempt(session)
  await server.asWidget(session, 'GET', `/v1/attempts/${attemptId}`)
  await server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/cancel`)
  await server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/ack`)
  for (const path of ['CNHIFieldOps/events', 'CNHIFieldOps/progress', 'JohnDeere/organizations'])
    await server.asWidget(session, 'GET', `/v1/connections/${path}`)
  await server.asWidget(session, 'DELETE', '/v1/connections/CNHIFieldOps')

  await server.asHost('GET', `/v1/users/${session.leafUserId}/connections`)
  await server.asHost('GET', `/v1/attempts?leafUserId=${session.leafUserId}`)

  const johnDeere = await startInBrowser(server, { provider: 'JohnDeere' }, session)
  await server.request('/callback/JohnDeere?code=c&state=s')
  await postCallback(server, johnDeere)
  await server.request('/callback/JohnDeere/organizations')
  await postCallback(server, johnDeere, { step: 'organizations', body: {} })

  const link = await bench.makeLink()
  await bench.readLink(link.linkId)
  await server.asHost('GET', '/v1/links')
  await bench.look(link.url)
  const cookie = await bench.openLink(link.url)
  await bench.asPage(cookie, '/connect')
  await bench.asPage(cookie, '/connect?locale=de')
  const created = (await (await bench.createAttempt(cookie)).json()) as CreatedAttempt
  expect(created.ticket).toBeTruthy()
  await server.asHost('DELETE', `/v1/links/${link.linkId}`)

  const wish = { leafUserId: newLeafUserId(), origin: HOST }
  const handover = (await (await server.asHost('POST', '/v1/sessions/handover', wish)).json()) as CreatedHandover
  await server.request('/connect', { method: 'POST', headers: { origin: HOST }, body: ticketForm(handover.ticket) })

  await server.asHost('DELETE', `/v1/sessions/${session.sessionId}`)
  for (const path of ['/openapi.json', '/healthz', '/readyz']) await server.request(path)
}

/** Refused, each of them: nobody in particular asks for nothing in particular. */
const refuseAll = async (): Promise<void> => {
  const session = await server.createSession()
  await server.asHost('POST', '/v1/sessions', { origin: 'https://elsewhere.example.com' })
  await server.asHost('POST', '/v1/sessions/handover', {})
  await server.asHost('POST', '/v1/links', {})
  await server.asWidget(session, 'POST', '/v1/attempts', { provider: 'CNHI' })
  await server.asHost('GET', '/v1/attempts')
  await server.request('/callback/Nobody')
  for (const path of ['/start', '/connect', '/l/nothing', '/callback/JohnDeere', '/callback/JohnDeere/organizations'])
    await server.request(path, { method: 'POST', headers: { origin: PUBLIC_URL } })
  await server.request('/connect')
  await server.request('/l/nothing')
  await server.request('/hitch.js')
  for (const path of ['connect', 'attempts/a', 'links', 'links/l', 'users/u/connections'])
    await server.request(`/v1/${path}`)
  for (const path of ['connections/CNHI/events', 'connections/CNHI/progress', 'connections/JohnDeere/organizations'])
    await server.request(`/v1/${path}`)
  for (const path of ['attempts/a/cancel', 'attempts/a/ack']) await server.request(`/v1/${path}`, { method: 'POST' })
  for (const path of ['connections/CNHI', 'links/l', 'sessions/s'])
    await server.request(`/v1/${path}`, { method: 'DELETE' })
}

/** Played elsewhere, or not to be had here. */
const NOT_HERE = [
  // Leaf is down: connections.test.ts. The script is built: script.test.ts. The database is gone: main.test.ts.
  'disconnect 202',
  'widgetScript 302',
  'ready 503',
  // They refuse nobody, and an error of ours cannot be asked for.
  ...['openapi', 'health', 'ready', 'organizationsPage'].map((name) => `${name} default`),
]

test('the document is valid OpenAPI', async () => {
  const document = (await (await server.request('/openapi.json')).json()) as Record<string, unknown>
  const { valid, errors } = await new Validator().validate(document)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('every answer of every route, and a refusal by each, is as the document says', async () => {
  await playAll()
  await refuseAll()
  expect(described.filter((name) => !played.has(name)).toSorted()).toEqual(NOT_HERE.toSorted())
})
