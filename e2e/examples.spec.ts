import { createHmac } from 'node:crypto'
import type { ConnectState } from '@hitch/protocol'
import { expect, test } from './fixtures.ts'
import { startChild } from './stack/child.ts'
import { freePort } from './stack/free-port.ts'

const webhookKey = Buffer.alloc(24, 5)
const signed = { cookie: 'theme=dark; farm=NG-10427' }

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

for (const file of ['express.ts', 'hono.ts', 'node-http.ts', 'next/serve.ts']) {
  test(`the example in ${file} makes sessions, lists connections and believes signed webhooks alone`, async ({
    stack,
  }) => {
    const port = await freePort()
    const site = `http://127.0.0.1:${port}`
    const env = {
      PORT: String(port),
      HITCH_URL: stack.bffUrl,
      HITCH_SECRET_KEY: stack.secretKey,
      HITCH_WEBHOOK_SECRET: `whsec_${webhookKey.toString('base64')}`,
      ORIGIN: stack.hostUrl,
    }
    const example = await startChild(`apps/examples/src/${file}`, env, site)
    try {
      const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
        (await fetch(site + path, init)).status
      expect(await statusOf('/api/connect-session', { method: 'POST' })).toBe(401)
      expect(await statusOf('/api/connections')).toBe(401)

      const session = await fetch(`${site}/api/connect-session`, { method: 'POST', headers: signed })
      expect(session.headers.get('content-type')).toContain('text/plain')
      const answer = await fetch(`${stack.bffUrl}/v1/connect`, {
        headers: { authorization: `Bearer ${await session.text()}`, origin: stack.hostUrl },
      })
      expect(((await answer.json()) as ConnectState).session.subject).toBe('North Ridge Farm')

      const connections = await fetch(`${site}/api/connections`, { headers: signed })
      expect(await connections.json()).toEqual([])

      expect(await statusOf('/api/hitch-webhook', webhookOf('u-1'))).toBe(204)
      expect(await statusOf('/api/hitch-webhook', webhookOf('u-1', Buffer.alloc(24, 6)))).toBe(400)
      expect(await statusOf('/api/hitch-webhook', { ...webhookOf('u-1'), body: '{}' })).toBe(400)
    } finally {
      await example.stop()
    }
  })
}
