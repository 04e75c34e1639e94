/** `node src/express.ts`: a host's backend in Express. */
import { createHitchClient, verifyWebhook, WebhookError } from '@hitch/server/client'
import express from 'express'
import { farmOf, HITCH_SECRET_KEY, HITCH_URL, HITCH_WEBHOOK_SECRET, ORIGIN, PORT, signedInFarm } from './site.ts'

const hitch = createHitchClient({ url: HITCH_URL, secretKey: HITCH_SECRET_KEY })
const app = express()

app.post('/api/connect-session', async (request, response) => {
  if (request.headers.origin !== ORIGIN) return response.sendStatus(403)
  const farm = signedInFarm(request.headers.cookie)
  if (!farm) return response.sendStatus(401)
  const session = await hitch.createSession({ externalId: farm.id, subject: farm.name, origin: ORIGIN })
  farm.leafUserId = session.leafUserId
  return response.type('text').send(session.sessionToken)
})

app.get('/api/connections', async (request, response) => {
  const farm = signedInFarm(request.headers.cookie)
  if (!farm) return response.sendStatus(401)
  return response.json(farm.leafUserId ? await hitch.listConnections(farm.leafUserId) : [])
})

app.delete('/api/account', async (request, response) => {
  if (request.headers.origin !== ORIGIN) return response.sendStatus(403)
  const farm = signedInFarm(request.headers.cookie)
  if (!farm) return response.sendStatus(401)
  if (farm.leafUserId) await hitch.forgetUser(farm.leafUserId, 'delete')
  return response.sendStatus(204)
})

// The raw body: what was signed is its bytes.
app.post('/api/hitch-webhook', express.text({ type: () => true }), (request, response) => {
  try {
    const event = verifyWebhook(String(request.body), request.headers, HITCH_WEBHOOK_SECRET)
    if (event?.type === 'connection.connected') farmOf(event.data.leafUserId)?.connected.add(event.data.provider)
    return response.sendStatus(204)
  } catch (error) {
    if (error instanceof WebhookError) return response.sendStatus(400)
    throw error
  }
})

app.listen(PORT)
