import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnectServer, type ConnectServer } from '../create-connect-server.ts'
import { createLog } from '../create-log.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { loadAssets } from '../pages/assets.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { HOST, PUBLIC_URL, SECRET_KEY } from '../testing/test-server.ts'

const LEAF_TAKES = 60

let database: ConnectDatabase
let server: ConnectServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createConnectServer({
    publicUrl: PUBLIC_URL,
    secretKeys: [{ name: 'default', key: SECRET_KEY }],
    encryptionKeys: [new Uint8Array(32)],
    allowedOrigins: [HOST],
    brand: { name: 'Northfield Grain' },
    leaf: { apiUrl: 'https://leaf.example.com', token: 'leaf-token' },
    providers: [fakeProvider('CNHIFieldOps')],
    database,
    log: createLog({ level: 'silent' }),
    fetch: async (_, init) => {
      await wait(LEAF_TAKES)
      return Response.json(init?.method === 'POST' ? { id: 'leaf-1' } : [])
    },
  })
}, 60_000)
afterAll(() => database.close())

const ask = (method: string, path: string, key: string, body?: object) =>
  server.fetch(
    new Request(PUBLIC_URL + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )

test('an answer tells how long it took, and how much of that was waiting for Leaf', async () => {
  const response = await ask('POST', '/v1/sessions', SECRET_KEY, { externalId: 'farm', origin: HOST })
  expect(response.status).toBe(201)
  const told = /^total;dur=([\d.]+), upstream;dur=([\d.]+)$/.exec(response.headers.get('server-timing') ?? '')
  const [total, upstream] = [Number(told?.[1]), Number(told?.[2])]
  // The user was looked for, and then made. Timers may be a millisecond early.
  expect(upstream).toBeGreaterThan(2 * LEAF_TAKES - 4)
  expect(total).toBeGreaterThanOrEqual(upstream)
  const own = await ask('POST', '/v1/sessions', SECRET_KEY, { leafUserId: 'leaf-1', origin: HOST })
  expect(own.headers.get('server-timing')).toMatch(/^total;dur=[\d.]+, upstream;dur=0\.0$/)
})

test.each([
  ['GET', '/callback/CNHIFieldOps', SECRET_KEY, 200],
  ['GET', `/assets/${loadAssets().version}/page.css`, SECRET_KEY, 200],
  ['GET', '/v1/users/leaf-1/connections', 'a wrong key', 401],
  ['GET', '/unheard', SECRET_KEY, 404],
])('%s %s tells no times', async (method, path, key, status) => {
  const response = await ask(method, path, key)
  expect(response.status).toBe(status)
  expect(response.headers.get('server-timing')).toBeNull()
})
