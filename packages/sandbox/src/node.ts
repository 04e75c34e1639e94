import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConnectionReset } from './refused.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'

export interface ServeOptions extends Omit<SandboxOptions, 'publicUrl'> {
  /** 0 takes a free one. @default 4320 */
  port?: number
  /** The address to listen on. @default '127.0.0.1' */
  host?: string
  /** The origin at which browsers call it, made from the port that was taken. @default `http://localhost:${port}` */
  publicUrl?: (port: number) => string
}

export interface ServedSandbox {
  sandbox: Sandbox
  /** Its origin, with the port that was taken. */
  url: string
  close: () => Promise<void>
}

const ALERTS_EVERY = 5000

const localhost = (port: number) => `http://localhost:${port}`

function answerOrReset(sandbox: Sandbox) {
  return async (request: Request, env: object): Promise<Response> => {
    try {
      return await sandbox.app.fetch(request, env)
    } catch (error) {
      if (!(error instanceof ConnectionReset)) throw error
      // A TCP reset, as a broken peer sends it. There is nobody left for an answer.
      ;(env as HttpBindings).incoming.socket.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    }
  }
}

/**
 * Serves a sandbox over HTTP. Rejects with the server's own error, such as EADDRINUSE.
 *
 * @example const { sandbox, url, close } = await serveSandbox({ port: 0 })
 */
export async function serveSandbox(options: ServeOptions = {}): Promise<ServedSandbox> {
  const { port = 4320, host = '127.0.0.1', publicUrl = localhost, ...sandboxOptions } = options
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const url = new URL(publicUrl((server.address() as AddressInfo).port)).origin
  const sandbox = createSandbox({ ...sandboxOptions, publicUrl: url })
  // A process that imitates others in tests must not change the globals under them.
  const listener = getRequestListener(answerOrReset(sandbox), { overrideGlobalObjects: false })
  server.on('request', (incoming, outgoing) => void listener(incoming, outgoing))
  const alerts = setInterval(() => void sandbox.control.deliverAlerts(), ALERTS_EVERY)
  alerts.unref()
  return {
    sandbox,
    url,
    close: () =>
      new Promise((resolve) => {
        clearInterval(alerts)
        sandbox.reset()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
