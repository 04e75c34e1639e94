import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

const SECRET = 'alerts-CANARY'
const ALERT = JSON.stringify({ credentialId: 'cred-1', type: 'credentialsUnauthenticated', status: 'invalid' })

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database, { leafAlertsSecret: SECRET })
}, 60_000)
afterAll(() => database.close())

const sign = (body: string, secret = SECRET): string => createHmac('sha256', secret).update(body).digest('base64')

const post = async (body: string, signature: string | null = sign(body), to = server) => {
  const headers = {
    'content-type': 'application/json',
    ...(signature === null ? {} : { 'x-leaf-signature': signature }),
  }
  return await to.request('/webhooks/leaf', { method: 'POST', headers, body })
}

test('an alert that Leaf has signed wakes the hand-over', async () => {
  server.handover.alerts.length = 0
  expect((await post(ALERT)).status).toBe(204)
  expect(server.handover.alerts).toEqual(['cred-1'])
})

test('what is signed is the bytes as they came', async () => {
  server.handover.alerts.length = 0
  const spaced = ` ${ALERT}\n`
  expect((await post(spaced)).status).toBe(204)
  expect((await post(spaced, sign(ALERT))).status).toBe(400)
  expect(server.handover.alerts).toEqual(['cred-1'])
})

test.each([
  ['none', null],
  ['an empty one', ''],
  ['another secret’s', sign(ALERT, 'another')],
  ['another body’s', sign('{}')],
  ['as hex', createHmac('sha256', SECRET).update(ALERT).digest('hex')],
  ['one with something behind', `${sign(ALERT)}=`],
])('signature: %s is refused, and nobody is woken', async (_, signature) => {
  server.handover.alerts.length = 0
  const response = await post(ALERT, signature)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request' })
  expect(server.handover.alerts).toEqual([])
  expect(server.logged.join('')).not.toContain('CANARY')
})

test.each(['not JSON', '{"credentialId":7}', '[]', '{"credentialId":""}'])(
  'signed, but not understood, it is answered so that it does not come again: %s',
  async (body) => {
    server.handover.alerts.length = 0
    expect((await post(body)).status).toBe(204)
    expect(server.handover.alerts).toEqual([])
  },
)

test('a body that is too large is not read, and without a secret there is no such route', async () => {
  expect((await post(`"${'x'.repeat(20_000)}"`)).status).toBe(413)
  const deaf = createTestServer(database)
  expect((await post(ALERT, sign(ALERT, ''), deaf)).status).toBe(404)
  expect(deaf.handover.alerts).toEqual([])
})
