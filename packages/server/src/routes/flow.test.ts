import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { createTestServer, HOST, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 30_000)
afterAll(() => database.close())

test('a grower goes from a session to a sealed code, and the widget reads where it stands', async () => {
  const session = await server.createSession({ subject: 'North Ridge Farm' })
  const attempt = await startInBrowser(server, {}, session)

  const answer = await postCallback(server, attempt)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    attemptId: attempt.attemptId,
    status: 'attaching',
    notify: HOST,
    subject: 'North Ridge Farm',
  })
  expect(server.handover.exchanges).toEqual([
    { attemptId: attempt.attemptId, code: 'a-code', leaseOwner: 'test-instance' },
  ])

  const connect = await server.asWidget(session, 'GET', '/v1/connect')
  expect(await connect.json()).toMatchObject({
    session: { sessionId: session.sessionId, origin: HOST, subject: 'North Ridge Farm' },
    providers: [{ id: 'JohnDeere' }, { id: 'CNHIFieldOps', environment: 'STAGE' }],
    attempts: [{ attemptId: attempt.attemptId, provider: 'CNHIFieldOps', status: 'attaching' }],
  })
})
