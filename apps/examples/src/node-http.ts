/** `node src/node-http.ts`: a host's backend in Node alone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createHitchClient, verifyWebhook, WebhookError } from '@hitch/server/client'
import { farmOf, HITCH_SECRET_KEY, HITCH_URL, HITCH_WEBHOOK_SECRET, ORIGIN, PORT, signedInFarm } from './site.ts'

const hitch = createHitchClient({ url: HITCH_URL, secretKey: HITCH_SECRET_KEY })

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

const routes: Readonly<Record<string, Route>> = {
  async 'POST /api/connect-session'(request, response) {
    if (request.headers.origin !== ORIGIN) return response.writeHead(403).end()
    const farm = signedInFarm(request.headers.cookie)
    if (!farm) return response.writeHead(401).end()
    const session = await hitch.createSession({ externalId: farm.id, subject: farm.name, origin: ORIGIN })
    farm.leafUserId = session.leafUserId
    return response.writeHead(200, { 'content-type': 'text/plain' }).end(session.sessionToken)
  },

  async 'GET /api/connections'(request, response) {
    const farm = signedInFarm(request.headers.cookie)
    if (!farm) return response.writeHead(401).end()
    const connections = farm.leafUserId ? await hitch.listConnections(farm.leafUserId) : []
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(connections))
  },

  async 'POST /api/hitch-webhook'(request, response) {
    try {
      const event = verifyWebhook(await text(request), request.headers, HITCH_WEBHOOK_SECRET)
      if (event?.type === 'connection.connected') farmOf(event.data.leafUserId)?.connected.add(event.data.provider)
      return response.writeHead(204).end()
    } catch (error) {
      if (error instanceof WebhookError) return response.writeHead(400).end()
      throw error
    }
  },
}

createServer((request, response) => {
  const route = routes[`${request.method} ${request.url?.split('?', 1)[0]}`]
  if (!route) return void response.writeHead(404).end()
  route(request, response).catch(() => response.writeHead(502).end())
}).listen(PORT)
