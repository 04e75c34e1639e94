import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** As much of Leaf and of John Deere's helper as `hitch doctor` asks: both answer at once, or refuse the caller. */
export const serveUpstreams = async ({ leafToken, clientSecret }: { leafToken: string; clientSecret: string }) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      const { port } = server.address() as AddressInfo
      if (request.url?.startsWith('/leaf/')) {
        const isKnown = request.headers.authorization === `Bearer ${leafToken}`
        return response.writeHead(isKnown ? 404 : 401).end(`{"title":"${leafToken}"}`)
      }
      if (!body.includes(clientSecret)) return response.writeHead(401).end(`{"error":"invalid_client","sent":${body}}`)
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ url: `http://127.0.0.1:${port}/authorize?client_id=deere-key&response_type=code` }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
