import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** As much of Leaf as holds one credential per Leaf user, and replaces it at a POST. */
export const serveCredentials = async () => {
  const credentials = new Map<string, Record<string, string>>()
  let made = 0
  const put = (leafUserId: string, fields: Record<string, string>): void => {
    made += 1
    credentials.set(leafUserId, { ...fields, id: `credential-${made}`, status: 'OK' })
  }
  const server = createServer((request, response) => {
    const [, leafUserId = ''] = /\/users\/([^/]+)\//.exec(request.url ?? '') ?? []
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      if (request.method === 'POST') put(leafUserId, JSON.parse(body) as Record<string, string>)
      if (request.method === 'DELETE') credentials.delete(leafUserId)
      const credential = credentials.get(leafUserId)
      response.writeHead(credential === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(credential ?? {}))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => server.close())
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    put,
    secretOf: (leafUserId: string) => credentials.get(leafUserId)?.['clientSecret'],
  }
}
