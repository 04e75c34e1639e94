import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { ConnectServer } from '../create-connect-server.ts'
import { clientAddress, trustProxies } from './client-address.ts'
import { PortInUseError } from './port-in-use.ts'

export interface ServeOptions {
  /** 0: any free one. */
  readonly port: number
  readonly hostname: string
  /** Addresses and networks whose X-Forwarded-For is believed. @default none */
  readonly trustedProxies?: readonly string[]
}

export interface ServedConnect {
  readonly port: number
  /**
   * Takes no further request, lets those that run be answered, then lets the server come to rest.
   *
   * `drain`: for so many milliseconds before that `/readyz` answers 503 and all else is still answered, so that a load
   * balancer that looks there finds out before anything is refused. @default 0
   */
  stop(options?: { readonly drain?: number }): Promise<void>
}

/** A code exchange waits 10 s for the helper; nothing that is asked takes longer. */
const GRACE = 15_000
const IDLE_LOOK = 50

/** What a client may make us wait for. Longer than a load balancer's usual 60 s: it, not we, ends an idle connection. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
} as const

/**
 * Gives the server a port under Node. Decides nothing: what a request is answered, the app alone knows.
 *
 * @example
 * const served = await serve(createConnectServer(options), { port: 4310, hostname: '127.0.0.1' })
 * process.once('SIGTERM', () => void served.stop({ drain: 5_000 }))
 * @throws PortInUseError
 */
export const serve = async (
  connect: Pick<ConnectServer, 'fetch' | 'start' | 'drain' | 'stop'>,
  options: ServeOptions,
): Promise<ServedConnect> => {
  const trusted = trustProxies(options.trustedProxies ?? [])
  const listener = getRequestListener(async (request, { incoming }) => {
    const address = clientAddress(incoming.socket.remoteAddress, forwardedFor(incoming as IncomingMessage), trusted)
    return await connect.fetch(request, address === undefined ? {} : { clientAddress: address })
  })
  let isStopping = false
  const server = createServer(LIMITS, (incoming, outgoing) => {
    // Whoever keeps the connection for the next request hears with this answer that there will be none.
    if (isStopping) outgoing.shouldKeepAlive = false
    void listener(incoming, outgoing)
  })
  await listen(server, options)
  try {
    await connect.start()
  } catch (error) {
    await close(server)
    throw error
  }
  return {
    port: (server.address() as AddressInfo).port,
    async stop({ drain = 0 } = {}) {
      isStopping = true
      connect.drain()
      if (drain > 0) await wait(drain)
      await close(server)
      await connect.stop()
    },
  }
}

/**
 * Finds out whether the port could be had, before anything is opened or made for it: a start that fails leaves nothing.
 *
 * @throws PortInUseError
 */
export const assertPortFree = async (options: Pick<ServeOptions, 'port' | 'hostname'>): Promise<void> => {
  const probe = createServer()
  await listen(probe, options)
  await close(probe)
}

const forwardedFor = ({ headers }: IncomingMessage): string | undefined => {
  const value = headers['x-forwarded-for']
  return Array.isArray(value) ? value.join(',') : value
}

const listen = async (server: Server, { port, hostname }: ServeOptions): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(hostname, port, error) : error)
    })
    server.listen(port, hostname, resolve)
  })
}

const close = async (server: Server): Promise<void> => {
  const patience = setTimeout(() => server.closeAllConnections(), GRACE)
  // A connection whose last request has just been answered is kept alive for further ones: none will be taken.
  const tidying = setInterval(() => server.closeIdleConnections(), IDLE_LOOK)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearInterval(tidying)
  clearTimeout(patience)
}
