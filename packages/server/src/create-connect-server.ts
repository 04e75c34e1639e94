import type { Hono } from 'hono'
import { createApp } from './create-app.ts'
import { createContext } from './create-context.ts'
import type { GuardedUpstream } from './guard-upstreams.ts'
import { createHandover } from './handover/create-handover.ts'
import { assertKeysKnown } from './handover/sealed-keys.ts'
import type { AppEnv } from './http/app-env.ts'
import type { ConnectServerOptions } from './options.ts'
import { createDelivery } from './webhooks/delivery.ts'

/** The BFF: Request in, Response out. A runtime adapter such as `./node` gives it a port. */
export interface ConnectServer {
  readonly app: Hono<AppEnv>
  /** Whether calls to Leaf and to each provider are let through, by upstream: for `metrics.watchBreakers`. */
  readonly breakers: GuardedUpstream['breakers']
  fetch(request: Request, environment?: AppEnv['Bindings']): Promise<Response>
  /** Wakes what runs in the background. @throws UnknownKeyError when something sealed needs a key that is missing */
  start(): Promise<void>
  /** From now on `/readyz` answers 503, so that load balancers give this process nothing more; all else goes on. */
  drain(): void
  /** Lets what runs come to a safe point. The database stays open: whoever opened it closes it. */
  stop(): Promise<void>
}

/**
 * @example
 * const server = createConnectServer(options)
 * await server.start()
 * const response = await server.fetch(new Request('http://localhost:4310/healthz'))
 * @throws TypeError when an option would weaken the rest, such as an http origin beside an https publicUrl
 */
export const createConnectServer = (options: ConnectServerOptions): ConnectServer => {
  const context = createContext(options)
  const handover = createHandover(context, options.database.jobs)
  const { webhooks, database } = options
  const delivery = webhooks && createDelivery({ ...context, endpoint: webhooks, jobs: database.jobs.webhooks })
  let isDraining = false
  const app = createApp({
    context,
    durability: options.database.durability,
    handover,
    widgetScript: options.widgetScript,
    hosted: options.hosted,
    isDraining: () => isDraining,
  })
  return {
    app,
    breakers: context.breakers,
    fetch: async (request, environment) => await app.fetch(request, environment),
    async start() {
      await assertKeysKnown(context.database, context.encryptionKeys)
      await handover.start()
      await delivery?.start()
    },
    drain() {
      isDraining = true
    },
    async stop() {
      // First whoever may have something to tell.
      await handover.stop()
      await delivery?.stop()
    },
  }
}
