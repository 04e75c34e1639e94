import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { connection, testDemo, WEBHOOK_SECRET } from './testing/test-demo.ts'
import { createWebhookInbox } from './webhook-inbox.ts'

const eventOf = (leafUserId: string, timestamp: string) =>
  JSON.stringify({
    type: 'connection.connected',
    timestamp,
    data: { leafUserId, provider: 'CNHIFieldOps', connection },
  })

const sent = (body: string, id: string, secret = WEBHOOK_SECRET): RequestInit => {
  const seconds = Math.floor(Date.now() / 1000)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
  return { method: 'POST', headers, body }
}

test('what the BFF tells of a farm is shown to that farm alone, newest first, and once', async () => {
  const { app, get, post, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  const older = eventOf('leaf-of-NG-10427', '2026-05-01T08:00:00.000Z')
  const newer = eventOf('leaf-of-NG-10427', '2026-05-01T09:00:00.000Z')
  for (const [id, body] of [
    ['msg_2', newer],
    ['msg_1', older],
    ['msg_2', newer],
    ['msg_3', eventOf('leaf-of-another', '2026-05-01T09:00:00.000Z')],
  ] as const)
    expect((await app.request('/api/hitch-webhook', sent(body, id))).status).toBe(204)
  const shown = (await (await get('/api/webhooks', cookie)).json()) as { id: string }[]
  expect(shown.map(({ id }) => id)).toEqual(['msg_2', 'msg_1'])
  expect(await (await get('/api/webhooks', await signIn('willow-creek'))).json()).toEqual([])
  expect((await get('/api/webhooks')).status).toBe(401)
})

test('a forged one is refused, and where no secret is set every one', async () => {
  const { app, get, post, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  const body = eventOf('leaf-of-NG-10427', '2026-05-01T08:00:00.000Z')
  const forged = sent(body, 'msg_1', `whsec_${Buffer.alloc(24, 6).toString('base64')}`)
  expect((await app.request('/api/hitch-webhook', forged)).status).toBe(400)
  expect(await (await get('/api/webhooks', cookie)).json()).toEqual([])
  const { headers } = new Request('http://localhost', { ...sent(body, 'msg_1'), method: 'POST' })
  expect(createWebhookInbox(WEBHOOK_SECRET).take(body, headers)).toBe(true)
  expect(createWebhookInbox(undefined).take(body, headers)).toBe(false)
})
