import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../create-app.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('/hitch.js leads to the versioned file, which may be kept and be loaded from any page', async () => {
  const { context, handover } = createTestServer(database)
  const app = createApp({ context, handover, durability: 'process', widgetScript: 'var Hitch' })
  const first = await app.request('/hitch.js')
  expect(first.status).toBe(302)
  expect(first.headers.get('Cache-Control')).toBe('no-store')
  expect(first.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*')

  const path = first.headers.get('Location') ?? ''
  expect(path).toMatch(/^\/assets\/[0-9a-f]{12}\/hitch\.js$/)
  const script = await app.request(path)
  expect(await script.text()).toBe('var Hitch')
  expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  expect(script.headers.get('Cache-Control')).toContain('immutable')
  expect(script.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  expect(script.headers.get('Access-Control-Allow-Origin')).toBe('*')
})

test('a server without the script has none', async () => {
  const response = await createTestServer(database).request('/hitch.js')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'not_found' })
})
