import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { verifyWebhook } from '../client/verify-webhook.ts'
import type { WebhookEndpoint } from '../webhooks/endpoint.ts'

const WEBHOOK_SECRET = `whsec_${randomBytes(24).toString('base64')}`

export interface Received {
  readonly id: string
  readonly body: string
  readonly headers: IncomingHttpHeaders
  /** As the client of hosts reads it, once it has found the signature good. */
  readonly event: ReturnType<typeof verifyWebhook>
}

export interface WebhookReceiver {
  readonly endpoint: WebhookEndpoint
  readonly received: Received[]
  /** What the next requests are answered with, in order; then 204. `hang`: not at all. */
  readonly answers: (number | 'hang' | ((response: ServerResponse) => void))[]
}

/** A host's backend over HTTP. It ends with the test. */
export const receiveWebhooks = async (): Promise<WebhookReceiver> => {
  const received: Received[] = []
  const answers: WebhookReceiver['answers'] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      const { headers } = request
      const event = verifyWebhook(body, headers, WEBHOOK_SECRET)
      received.push({ id: String(headers['webhook-id']), body, headers, event })
      const answer = answers.shift() ?? 204
      if (answer === 'hang') return
      if (typeof answer === 'function') return answer(response)
      response.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hitch`
  return { endpoint: { url, secret: WEBHOOK_SECRET }, received, answers }
}
