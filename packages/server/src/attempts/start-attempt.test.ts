import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, type TestServer } from '../testing/test-server.ts'
import { startAttempt } from './start-attempt.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

/** All have looked before the first one acts: what counts is the statement that uses the ticket up. */
const startMany = async (ticket: string): Promise<number> => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => startAttempt(server.context, ticket, HOST)),
  )
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}

test('of many that find a ticket unused, one uses it up', async () => {
  const { ticket } = await server.createAttempt(await server.createSession())
  expect(await startMany(ticket)).toBe(1)
})

test('also where the attempt stays startable, at the organizations page', async () => {
  const session = await server.createSession()
  const { ticket } = await server.createAttempt(session, { provider: 'JohnDeere', step: 'organizations' })
  expect(await startMany(ticket)).toBe(1)
})
