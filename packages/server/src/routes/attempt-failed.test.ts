import { ProviderError } from '@hitch/providers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer } from '../testing/test-server.ts'
import type { Happening } from '../webhooks/outbox.ts'

/** What ends before a token is there; the rest is told in handover/tell. */

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

const listening = (overrides: Parameters<typeof createTestServer>[1] = {}) => {
  const told: Happening[] = []
  const add = (_: unknown, happening: Happening) => {
    told.push(happening)
    return Promise.resolve()
  }
  return { told, server: createTestServer(database, { ...overrides, outbox: { add } }) }
}

test('a provider’s no is told to the host’s backend, once', async () => {
  const { told, server } = listening()
  const attempt = await startInBrowser(server)
  const refusal = { body: { error: 'access_denied', state: attempt.state } }
  await postCallback(server, attempt, refusal)
  await postCallback(server, attempt, refusal)
  const data = { attemptId: attempt.attemptId, error: { code: 'access_denied', retry: 'now' } }
  expect(told).toMatchObject([{ type: 'attempt.failed', data }])
})

test('so is a start without a sign-in page to go to', async () => {
  const provider = fakeProvider('CNHIFieldOps')
  provider.answer = () => Promise.reject(new ProviderError('provider_unavailable', 'x', { answered: true }))
  const { told, server } = listening({ providers: new Map([[provider.id, provider]]) })
  const { attemptId, ticket } = await server.createAttempt(await server.createSession())
  await server.start(ticket)
  const data = { provider: 'CNHIFieldOps', attemptId, error: { code: 'provider_unavailable' } }
  expect(told).toMatchObject([{ type: 'attempt.failed', data }])
})

test('a cancelled one is not', async () => {
  const { told, server } = listening()
  const session = await server.createSession()
  const { attemptId } = await startInBrowser(server, {}, session)
  expect((await server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/cancel`)).status).toBe(200)
  expect(told).toEqual([])
})
