import type { ForgottenUser } from '@hitch/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { createHandover } from '../handover/create-handover.ts'
import { linkBench } from '../testing/link-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, newLeafUserId, SECRET_KEY } from '../testing/test-server.ts'

/** By the routes, with the real hand-over behind them; what becomes of attempts under way is tested beside it. */

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

const serverOf = (overrides: Parameters<typeof createTestServer>[1] = {}) => {
  const server = createTestServer(database, overrides)
  server.handover.forget = createHandover(server.context, database.jobs).forget
  return server
}

test('a forgotten grower’s session, prepared attempt and link are good for nothing', async () => {
  const server = serverOf()
  const leafUserId = newLeafUserId()
  const session = await server.createSession({ leafUserId })
  const { ticket } = await server.createAttempt(session)
  const links = linkBench(database, server)
  const link = await links.makeLink({ leafUserId })
  const cookie = await links.openLink(link.url)

  const answer = await server.asHost('DELETE', `/v1/users/${leafUserId}`)
  expect(answer.status).toBe(200)
  expect((await answer.json()) as ForgottenUser).toEqual({ leafUserId, left: [{ where: 'leaf', what: 'user' }] })

  expect((await server.asWidget(session, 'GET', '/v1/connect')).status).toBe(401)
  expect((await server.start(ticket)).status).toBe(403)
  expect((await links.look(link.url)).status).toBe(404)
  expect((await links.createAttempt(cookie)).status).toBe(401)
  const list = await server.asHost('GET', `/v1/attempts?leafUserId=${leafUserId}`)
  expect(await list.json()).toEqual({ attempts: [] })
})

test('a key with a scope may not: it would delete what other origins have made', async () => {
  const server = serverOf({ secretKeys: [{ name: 'shop', key: SECRET_KEY, origins: [HOST] }] })
  const leafUserId = newLeafUserId()
  const session = await server.createSession({ leafUserId })
  const refused = await server.asHost('DELETE', `/v1/users/${leafUserId}`)
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'not_allowed'])
  expect((await server.asWidget(session, 'GET', '/v1/connect')).status).toBe(200)
})

test.each(['credentials=maybe', 'credential=delete', 'credentials=keep&credentials=delete'])(
  'what is not understood is refused, and nothing is deleted: ?%s',
  async (query) => {
    const server = serverOf()
    const session = await server.createSession()
    expect((await server.asHost('DELETE', `/v1/users/${session.leafUserId}?${query}`)).status).toBe(400)
    expect((await server.asWidget(session, 'GET', '/v1/connect')).status).toBe(200)
  },
)
