import { createHmac } from 'node:crypto'
import type { CreatedAttempt, CreatedHandover, CreatedSession } from '@hitch/protocol'
import { ProviderError } from '@hitch/providers'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../create-app.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { LeafError } from '../leaf/leaf.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { described, holdAgainstOpenapi, played } from '../testing/hold-against-openapi.ts'
import { linkBench } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { failAll, limitAll, refuseAll } from '../testing/refuse-all.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  OTHER_HOST,
  SECRET_KEY,
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

  await server.asHost('DELETE', `/v1/users/${newLeafUserId()}?credentials=delete`)

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
  for (const path of ['/openapi.json', '/healthz', '/readyz', '/hitch.js']) await server.request(path)
  const { context, handover: engine } = server
  const app = createApp({ context, handover: engine, durability: 'process', widgetScript: 'var Hitch' })
  await holdAgainstOpenapi('/hitch.js', 'GET', await app.request('/hitch.js'))
}

const otherServer = (overrides: Parameters<typeof createTestServer>[1]): TestServer =>
  createTestServer(database, overrides)

const leafError = (kind: LeafError['kind']): LeafError => new LeafError(kind, kind, { sent: false, retryAfter: 7 })

/** What a route refuses for reasons of its own: to a host's backend. */
const refuseHosts = async (): Promise<void> => {
  const paths = ['/v1/sessions', '/v1/sessions/handover', '/v1/links']
  const wish = { origin: HOST, externalId: 'NG-10427' }
  const bodyOf = (path: string) => (path === '/v1/links' ? { externalId: 'NG-10427', subject: 'x' } : wish)
  const found = [
    () => Promise.resolve(['u-1', 'u-2']),
    () => Promise.reject(leafError('unavailable')),
    () => Promise.reject(leafError('unauthorized')),
  ]
  for (const findByExternalId of found) {
    const asked = otherServer({ leaf: fakeLeaf({ users: { findByExternalId } }) })
    for (const path of paths) await asked.asHost('POST', path, bodyOf(path))
  }
  const scoped = otherServer({ secretKeys: [{ name: 'shop', key: SECRET_KEY, origins: [OTHER_HOST] }] })
  for (const path of paths) await scoped.asHost('POST', path, bodyOf(path))
  await scoped.asHost('DELETE', '/v1/users/u-1')
  await server.asHost('GET', '/v1/links?before=lnk_unknown')
}

/** To the widget. */
const refuseWidgets = async (): Promise<void> => {
  const details = ['JohnDeere/organizations', 'CNHIFieldOps/events', 'CNHIFieldOps/progress']
  const mayNothing = await server.createSession({ can: ['connect'] })
  const mayLook = await server.createSession({ can: ['details'] })
  await server.asWidget(mayLook, 'POST', '/v1/attempts', { provider: 'JohnDeere' })
  await server.asWidget(mayLook, 'DELETE', '/v1/connections/CNHIFieldOps')
  for (const path of details) await server.asWidget(mayNothing, 'GET', `/v1/connections/${path}`)

  const offersNothing = await server.createSession({ providers: ['CNHI'] })
  await server.asWidget(offersNothing, 'POST', '/v1/attempts', { provider: 'JohnDeere' })
  await server.asWidget(offersNothing, 'DELETE', '/v1/connections/CNHIFieldOps')
  for (const path of details) await server.asWidget(offersNothing, 'GET', `/v1/connections/${path}`)

  for (const kind of ['unavailable', 'unauthorized', 'user_not_found'] as const) {
    const fail = () => Promise.reject(leafError(kind))
    const leaf = fakeLeaf({ credentials: { events: fail }, progress: fail, organizations: fail })
    const asked = otherServer({ leaf })
    const session = await asked.createSession()
    for (const path of details) await asked.asWidget(session, 'GET', `/v1/connections/${path}`)
  }
  const pending = otherServer({})
  pending.handover.disconnect = () => Promise.resolve('pending')
  await pending.asWidget(await pending.createSession(), 'DELETE', '/v1/connections/CNHIFieldOps')
}

/** To windows: no destination at the start, another browser's attempt, a used state, links that are off, used or too old. */
const refuseWindows = async (): Promise<void> => {
  const failures = [
    new ProviderError('provider_unavailable', 'x', { answered: true }),
    leafError('unavailable'),
    leafError('user_not_found'),
  ]
  for (const failure of failures) {
    const provider = fakeProvider('CNHIFieldOps')
    provider.answer = () => Promise.reject(failure)
    const asked = otherServer({ providers: new Map([[provider.id, provider]]) })
    await asked.start((await asked.createAttempt(await asked.createSession())).ticket)
  }
  const attempt = await startInBrowser(server)
  await postCallback(server, { ...attempt, cookie: '' })
  await postCallback(server, { ...attempt, state: 's' })
  await postCallback(server, { provider: 'JohnDeere', cookie: '', state: '' }, { step: 'organizations', body: {} })

  const used = await bench.makeLink({ providers: ['CNHIFieldOps'] })
  const cookie = await bench.openLink(used.url)
  await bench.connectOnce(cookie)
  await bench.createAttempt(cookie)
  const off = await bench.makeLink()
  const cookieOfOff = await bench.openLink(off.url)
  await database.kysely.updateTable('links').set({ revoked_at: new Date() }).where('link_id', '=', off.linkId).execute()
  await bench.createAttempt(cookieOfOff)
  await bench.look(off.url)
  await bench.press(off.url)
  await server.request('/connect')
  await createTestServer(database).request('/connect')
}

/** Alerts, by a server that listens to them. */
const alertAsLeaf = async (): Promise<void> => {
  const listening = otherServer({ leafAlertsSecret: 'shared' })
  const ask = (body: string, signature: string) =>
    listening.request('/webhooks/leaf', { method: 'POST', headers: { 'x-leaf-signature': signature }, body })
  await ask('{}', createHmac('sha256', 'shared').update('{}').digest('base64'))
  await ask('{}', 'forged')
  await ask(' '.repeat(20_000), 'forged')
  listening.handover.alerted = () => Promise.reject(new Error('the database is gone'))
  const alert = '{"credentialId":"c"}'
  await ask(alert, createHmac('sha256', 'shared').update(alert).digest('base64'))
}

const expiredSession = async (): Promise<CreatedSession> => {
  const session = await server.createSession()
  await database.kysely
    .updateTable('sessions')
    .set({ expires_at: new Date(0) })
    .where('session_id', '=', session.sessionId)
    .execute()
  return session
}

/** They need no database, so a fault of ours cannot be asked for. */
const NEVER_FAILING = ['callbackPage', 'organizationsPage', 'openapi', 'widgetScript', 'health', 'ready']

test('the document is valid OpenAPI', async () => {
  const document = (await (await server.request('/openapi.json')).json()) as Record<string, unknown>
  const { valid, errors } = await new Validator().validate(document)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('every answer of every route, and every refusal by each, is as the document says', async () => {
  await playAll()
  const callers = { session: await server.createSession(), expired: await expiredSession() }
  await refuseAll(server, callers)
  await limitAll(database, callers)
  await refuseHosts()
  await refuseWidgets()
  await refuseWindows()
  await alertAsLeaf()
  await failAll(database, callers)
  const missing = described.filter((name) => !played.has(name))
  expect(missing.filter((name) => !NEVER_FAILING.some((route) => name.startsWith(`${route} 500`)))).toEqual([])
})
