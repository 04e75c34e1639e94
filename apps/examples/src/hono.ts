/** `node src/hono.ts`: a host's backend in Hono; the routes run on every runtime that Hono runs on. */
import { createHitchClient, verifyWebhook, WebhookError } from '@hitch/server/client'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { farmOf, HITCH_SECRET_KEY, HITCH_URL, HITCH_WEBHOOK_SECRET, ORIGIN, PORT, signedInFarm } from './site.ts'

const hitch = createHitchClient({ url: HITCH_URL, secretKey: HITCH_SECRET_KEY })
const app = new Hono()

app.post('/api/connect-session', async (c) => {
  if (c.req.header('origin') !== ORIGIN) return c.body(null, 403)
  const farm = signedInFarm(c.req.header('cookie'))
  if (!farm) return c.body(null, 401)
  const session = await hitch.createSession({ externalId: farm.id, subject: farm.name, origin: ORIGIN })
  farm.leafUserId = session.leafUserId
  return c.text(session.sessionToken)
})

app.get('/api/connections', async (c) => {
  const farm = signedInFarm(c.req.header('cookie'))
  if (!farm) return c.body(null, 401)
  return c.json(farm.leafUserId ? await hitch.listConnections(farm.leafUserId) : [])
})

app.post('/api/hitch-webhook', async (c) => {
  try {
    const event = verifyWebhook(await c.req.text(), c.req.raw.headers, HITCH_WEBHOOK_SECRET)
    if (event?.type === 'connection.connected') farmOf(event.data.leafUserId)?.connected.add(event.data.provider)
    return c.body(null, 204)
  } catch (error) {
    if (error instanceof WebhookError) return c.body(null, 400)
    throw error
  }
})

serve({ fetch: app.fetch, port: PORT })
