import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProviderError } from '@hitch/providers'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { LeafError } from '../leaf/leaf.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, SECRET_KEY, type TestServer } from '../testing/test-server.ts'

const CANARY = 'canary-7f3a'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  const fieldOps = fakeProvider('CNHIFieldOps', {
    clientId: `client-CNHIFieldOps`,
    credential: { path: CANARY, body: () => ({ secret: CANARY }) },
  })
  const johnDeere = Object.assign(fakeProvider('JohnDeere', { clientId: CANARY }), {
    answer: () =>
      Promise.reject(new ProviderError('provider_unavailable', 'the helper answered 500', { answered: true })),
  })
  server = createTestServer(database, {
    providers: new Map([fieldOps, johnDeere].map((provider) => [provider.id, provider])),
    leaf: fakeLeaf({
      credentials: {
        events: () => Promise.reject(new LeafError('unavailable', 'Leaf answered 500', { sent: true })),
      },
    }),
  })
}, 60_000)
afterAll(() => database.close())

test('no secret, code, state, token, ticket or cookie is in the log, whatever way a flow goes', async () => {
  const attempt = await startInBrowser(server)
  const { ticket } = await server.createAttempt(attempt.session)
  await server.request(`/callback/CNHIFieldOps?code=${CANARY}-code&state=${attempt.state}`, {
    headers: { cookie: attempt.cookie, referer: `https://x.example/${CANARY}` },
  })
  await postCallback(server, attempt, { body: { code: `${CANARY}-code`, state: attempt.state } })
  await postCallback(server, attempt, { body: { code: `${CANARY}-code`, state: attempt.state } })
  await postCallback(server, { ...attempt, cookie: '' }, { body: { code: `${CANARY}-code`, state: attempt.state } })
  await server.request(`/unheard/${CANARY}?secret=${CANARY}`)
  await server.asHost('POST', '/v1/sessions', { origin: CANARY, [CANARY]: 1 }, `${CANARY}${CANARY}`)
  await server.asHost('POST', '/v1/sessions', `{"${CANARY}`)
  await server.asWidget(attempt.session, 'GET', '/v1/connections/CNHIFieldOps/events')
  const failing = await server.createAttempt(attempt.session, { provider: 'JohnDeere' })
  await server.start(failing.ticket)

  const log = server.logged.join('\n')
  const [, cookieSecret = ''] = attempt.cookie.split('=')
  for (const secret of [
    CANARY,
    SECRET_KEY,
    attempt.session.sessionToken,
    attempt.state,
    cookieSecret,
    ticket,
    failing.ticket,
    'canary',
  ])
    expect(log).not.toContain(secret)
  // From it one can follow the attempt all the same.
  const steps = server.logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['attemptId'] === attempt.attemptId)
    .map(({ step, provider, requestId }) => ({ step, provider, requestId: typeof requestId }))
  expect(steps).toContainEqual({ step: 'start', provider: 'CNHIFieldOps', requestId: 'string' })
  expect(steps).toContainEqual({ step: 'callback', provider: 'CNHIFieldOps', requestId: 'string' })
})

test('no answer to a browser tells the operator’s client id or what Leaf is given', async () => {
  const session = await server.createSession()
  const connect = await (await server.asWidget(session, 'GET', '/v1/connect')).text()
  expect(connect).toContain('JohnDeere')
  expect(connect).not.toContain(CANARY)
  expect(connect).not.toContain('client-')
})

test('an error that a driver has hung its parameters on goes into the log without them', async () => {
  const broken = createTestServer(database, {
    leaf: fakeLeaf({
      users: {
        findByExternalId: () =>
          Promise.reject(
            Object.assign(new Error('duplicate key'), { code: '23505', params: [CANARY], detail: CANARY }),
          ),
      },
    }),
  })
  const response = await broken.asHost('POST', '/v1/sessions', {
    externalId: 'farm-canary',
    origin: 'https://farm.example.com',
  })
  expect(await response.json()).toMatchObject({ code: 'internal', status: 500 })
  const log = broken.logged.join('\n')
  expect(log).toContain('duplicate key')
  expect(log).toContain('23505')
  expect(log).not.toContain(CANARY)
})
