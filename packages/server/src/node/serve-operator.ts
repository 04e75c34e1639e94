import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PortInUseError } from './port-in-use.ts'

export interface OperatorOptions {
  /** 0: any free one. */
  readonly port: number
  readonly hostname: string
}

/**
 * `GET /metrics`, on a port of its own: whoever reads it learns how many growers come and what fails, so it is not for the
 * public port, and on loopback unless the operator says otherwise.
 *
 * @example const served = await serveOperator(metrics, { port: 9464, hostname: '127.0.0.1' })
 * @throws PortInUseError
 */
export const serveOperator = async (
  metrics: { readonly contentType: string; text(): Promise<string> },
  { port, hostname }: OperatorOptions,
): Promise<{ readonly port: number; stop(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n')
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      // The database is away: a scrape that fails says so better than one that leaves gauges out.
      () => response.writeHead(503, { 'content-type': 'text/plain' }).end('The database does not answer.\n'),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(hostname, port, error, 'HITCH_OPERATOR_PORT') : error)
    })
    server.listen(port, hostname, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
