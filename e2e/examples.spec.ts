import { createHmac } from 'node:crypto'
import type { ConnectState } from '@hitch/protocol'
import { expect, test } from './fixtures.ts'
import { expectConnected, openProvider, signInAndAllow } from './grower.ts'
import { startChild } from './stack/child.ts'
import { freePort } from './stack/free-port.ts'
import type { Stack } from './stack/stack.ts'

const webhookKey = Buffer.alloc(24, 5)
const FARM = 'NG-10427'
const signedIn = { cookie: `theme=dark; farm=${FARM}` }

const webhookOf = (leafUserId: string, key = webhookKey): RequestInit => {
  const timestamp = new Date().toISOString()
  const data = { leafUserId, provider: 'CNHI', connection: { provider: 'CNHI', status: 'connected' } }
  const body = JSON.stringify({ type: 'connection.connected', timestamp, data })
  const seconds = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', key).update(`msg_1.${seconds}.${body}`).digest('base64')
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    },
  }
}

// In one worker: each that plays a part of the file would first connect the farm.
test.describe.configure({ mode: 'default' })

// Without a connection an example that asks for none would pass.
test.beforeAll(async ({ browser, stack }) => {
  const page = await browser.newPage()
  await page.goto(stack.hostPageUrl({ grower: FARM }))
  await signInAndAllow(await openProvider(page, 'CNH AFS Connect'))
  await expectConnected(page, 'CNH AFS Connect')
  await page.close()
})

const environmentOf = (stack: Stack, port: number): Record<string, string> => ({
  PORT: String(port),
  HITCH_URL: stack.bffUrl,
  HITCH_SECRET_KEY: stack.secretKey,
  HITCH_WEBHOOK_SECRET: `whsec_${webhookKey.toString('base64')}`,
  ORIGIN: stack.hostUrl,
})

for (const file of ['express.ts', 'hono.ts', 'node-http.ts', 'next/serve.ts']) {
  test(`the example in ${file} makes sessions, lists connections and believes signed webhooks alone`, async ({
    stack,
  }) => {
    const port = await freePort()
    const site = `http://127.0.0.1:${port}`
    const example = await startChild(`apps/examples/src/${file}`, environmentOf(stack, port), site)
    try {
      const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
        (await fetch(site + path, init)).status
      const origin = { origin: stack.hostUrl }
      expect(await statusOf('/api/connect-session', { method: 'POST', headers: origin })).toBe(401)
      for (const headers of [signedIn, { ...signedIn, origin: 'https://elsewhere.example' }]) {
        expect(await statusOf('/api/connect-session', { method: 'POST', headers })).toBe(403)
      }
      expect(await statusOf('/api/connections')).toBe(401)

      const session = await fetch(`${site}/api/connect-session`, {
        method: 'POST',
        headers: { ...signedIn, ...origin },
      })
      expect(session.headers.get('content-type')).toContain('text/plain')
      const answer = await fetch(`${stack.bffUrl}/v1/connect`, {
        headers: { authorization: `Bearer ${await session.text()}`, origin: stack.hostUrl },
      })
      expect(((await answer.json()) as ConnectState).session.subject).toBe('North Ridge Farm')

      const connections = await fetch(`${site}/api/connections`, { headers: signedIn })
      expect(await connections.json()).toMatchObject([{ provider: 'CNHI', status: 'connected' }])

      expect(await statusOf('/api/hitch-webhook', webhookOf('u-1'))).toBe(204)
      expect(await statusOf('/api/hitch-webhook', webhookOf('u-1', Buffer.alloc(24, 6)))).toBe(400)
      expect(await statusOf('/api/hitch-webhook', { ...webhookOf('u-1'), body: '{}' })).toBe(400)
    } finally {
      await example.stop()
    }
  })
}

test('a grower who deletes his account is forgotten, with his credentials at Leaf', async ({ stack }) => {
  const port = await freePort()
  const site = `http://127.0.0.1:${port}`
  const example = await startChild('apps/examples/src/express.ts', environmentOf(stack, port), site)
  try {
    const account = { method: 'DELETE', headers: { ...signedIn, origin: stack.hostUrl } }
    expect((await fetch(`${site}/api/account`, { ...account, headers: signedIn })).status).toBe(403)
    const session = await fetch(`${site}/api/connect-session`, { ...account, method: 'POST' })
    expect((await fetch(`${site}/api/account`, account)).status).toBe(204)
    const headers = { authorization: `Bearer ${await session.text()}`, origin: stack.hostUrl }
    expect((await fetch(`${stack.bffUrl}/v1/connect`, { headers })).status).toBe(401)
    expect(await stack.connectionsOf(FARM)).toEqual([])
  } finally {
    await example.stop()
  }
})
