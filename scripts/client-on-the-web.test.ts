import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Client from '../packages/server/src/client/index.ts'
import { bundle } from './lib/bundle.mjs'

/**
 * `@hitch/server/client` as a host's bundler takes it for an edge runtime: nothing of Node is in it, and it works where
 * there is nothing of Node. docs/decisions/the-client-needs-only-the-web.md
 */

const bundled = bundle('createHitchClient, verifyWebhook, WebhookError', '@hitch/server/client', {
  root: resolve(import.meta.dirname, '../apps/examples'),
  conditions: ['hitch-source'],
})

/** All that the client may need of its surroundings, beside the language. */
const web = { AbortSignal, crypto, fetch, Headers, setTimeout, TextEncoder, URL, URLSearchParams }

const asked: Pick<IncomingMessage, 'method' | 'url'>[] = []
let bff: Server
beforeAll(async () => {
  bff = createServer((request, response) => {
    asked.push(request)
    const [status, body] =
      asked.length === 1 ? [503, '{"code":"leaf_unavailable"}'] : [200, '{"links":[],"more":false}']
    // A connection that is kept alive keeps the server alive.
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(bff, 'listening')
})
afterAll(() => void bff.close())

test('it carries nothing of the BFF, and no module of Node', async () => {
  const { modules } = await bundled
  const known = [
    /\/packages\/protocol\/src\/[\w-]+\.ts$/,
    /\/packages\/server\/src\/client\//,
    /\/packages\/server\/src\/leaf\/retry-after\.ts$/,
    /\/node_modules\/(standardwebhooks|fast-sha256|@stablelib\/base64)\//,
    /\/entry-of-a-host\.js$/,
    /^\0(rolldown|commonjs)/,
  ]
  expect(modules.length).toBeGreaterThan(10)
  expect(modules.filter((id) => !known.some((pattern) => pattern.test(id)))).toEqual([])
})

test('it asks the BFF, again too, and judges webhooks with what the web has alone', async () => {
  const { port } = bff.address() as AddressInfo
  const asScript = (await bundled).code.replace(
    /export\s*\{([^}]+)\};?\s*$/,
    (_, names: string) => `return {${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1')}}`,
  )
  const { createHitchClient, verifyWebhook, WebhookError } = runInNewContext(`(() => {${asScript}})()`, {
    ...web,
  }) as typeof Client
  const hitch = createHitchClient({ url: `http://127.0.0.1:${port}`, secretKey: 'k'.repeat(32) })
  expect(await hitch.listLinks({ leafUserId: 'u' })).toEqual({ links: [], more: false })
  await hitch.createLink({ leafUserId: 'u', subject: 'North Ridge Farm' })
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/links?leafUserId=u',
    'GET /v1/links?leafUserId=u',
    'POST /v1/links',
  ])
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': `${Math.floor(Date.now() / 1000)}` }
  const forged = { ...headers, 'webhook-signature': 'v1,AAAA' }
  expect(() => verifyWebhook('{}', forged, 'whsec_AAAA')).toThrow(WebhookError)
})
