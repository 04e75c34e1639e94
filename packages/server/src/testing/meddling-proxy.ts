import { once } from 'node:events'
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a proxy does to a request on its way, or to the answer. Changes headers where they stand. */
export interface Meddling {
  readonly request?: (headers: IncomingHttpHeaders) => void
  readonly answer?: (headers: OutgoingHttpHeaders) => void
  readonly body?: (body: Buffer) => Buffer
  /** Answers by itself. */
  readonly instead?: (response: ServerResponse) => void
}

/** A plain reverse proxy; it passes on to whatever `to` names once it is known. Ends with the test. */
export const startProxy = async (meddling: Meddling): Promise<{ url: string; to: (port: number) => void }> => {
  let port = 0
  const proxy = createServer((incoming, outgoing) => {
    if (meddling.instead !== undefined) return meddling.instead(outgoing)
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = meddling.body?.(Buffer.concat(chunks)) ?? Buffer.concat(chunks)
      const headers = { ...incoming.headers, 'content-length': String(body.length) }
      meddling.request?.(headers)
      const { method, url: path } = incoming
      const forwarded = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        const answered: OutgoingHttpHeaders = { ...answer.headers }
        meddling.answer?.(answered)
        outgoing.writeHead(answer.statusCode ?? 502, answered)
        answer.pipe(outgoing)
      })
      forwarded.end(body)
    })
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    proxy.close()
    proxy.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    to: (target) => {
      port = target
    },
  }
}
