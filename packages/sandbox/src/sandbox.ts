import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { applyFaults } from './apply-fault.ts'
import { createControl, type SandboxControl } from './control/control.ts'
import { controlRoutes } from './control/routes.ts'
import { sandboxEnvironment } from './environment.ts'
import { helpers } from './helpers/index.ts'
import { leafApi } from './leaf/index.ts'
import { CONTROL_STYLES } from './pages/control-styles.ts'
import { STYLES } from './pages/styles.ts'
import { providerPages, tokenEndpoint } from './providers/index.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { DEFAULT_LEAF_ACCOUNT, DEFAULT_REGISTRATIONS, type LeafAccount, type Registrations } from './registrations.ts'
import { recordRequests } from './request-log.ts'
import { createState, type SandboxState } from './state.ts'
import { type Switches, switchesSchema } from './switches.ts'
import { DEFAULT_TOOLS, type Tools } from './tools.ts'
import type { SandboxEnv, World } from './world.ts'

export interface SandboxOptions {
  /** The origin at which browsers and the BFF reach this sandbox. @default 'http://localhost:4320' */
  publicUrl?: string
  /** What the operator registered at each provider. The others keep their defaults. */
  registrations?: Partial<Registrations>
  leafAccount?: LeafAccount
  /** Switches as they stand at the start and after each reset. */
  switches?: Partial<Switches>
  /** Clock, randomness, fetch and sleep. @default the real ones */
  tools?: Partial<Tools>
}

export interface Sandbox {
  /** Request in, Response out. A reset connection is a rejected promise. */
  app: Hono<SandboxEnv>
  /** `fetch` that ends in this sandbox, in process. It follows no redirects and honours an abort signal. */
  fetch: typeof fetch
  publicUrl: string
  /** The BFF variables that point a BFF here. */
  environment: Record<string, string>
  state: SandboxState
  /** The last 2000 requests, oldest first. */
  readonly requests: readonly RecordedRequest[]
  control: SandboxControl
  /** Forgets everything, ends what hangs, and puts the switches back. */
  reset(): void
}

/**
 * Leaf, its OAuth helpers and the four providers' sign-in pages, in memory. Each sandbox stands alone.
 *
 * @example
 * const sandbox = createSandbox()
 * sandbox.control.set({ repeatedAttach: 'conflict' })
 * const answer = await sandbox.fetch('http://localhost:4320/leaf/api/authenticate', { method: 'POST', ... })
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world: World = {
    publicUrl: new URL(options.publicUrl ?? 'http://localhost:4320').origin,
    registrations: { ...DEFAULT_REGISTRATIONS, ...options.registrations },
    leafAccount: options.leafAccount ?? DEFAULT_LEAF_ACCOUNT,
    tools: { ...DEFAULT_TOOLS, ...options.tools },
    state: createState(),
    held: new Set(),
  }
  const reset = () => {
    Object.assign(world.state, createState())
    world.state.switches = switchesSchema.parse({ ...world.state.switches, ...options.switches })
    for (const end of world.held) end()
  }
  reset()
  const control = createControl(world)
  const app = createApp(world, control, reset)
  return {
    app,
    fetch: (input, init) => fetchFrom(app, new Request(input, init)),
    publicUrl: world.publicUrl,
    environment: sandboxEnvironment(world.publicUrl, world.registrations, world.leafAccount),
    state: world.state,
    get requests() {
      return world.state.requests
    },
    control,
    reset,
  }
}

function createApp(world: World, control: SandboxControl, reset: () => void): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  // Only a reset connection and a mistake of our own come here; both must reach the caller.
  app.onError((error) => {
    throw error
  })
  app.use(recordRequests(world), applyFaults(world))
  app.route('/leaf', leafApi(world))
  app.route('/helpers', helpers(world))
  app.route('/', tokenEndpoint(world))
  // No form-action: Chromium applies it to the redirect back to the BFF. No opener policy: a page sets it when a tester asks.
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ['data:'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      crossOriginOpenerPolicy: false,
      crossOriginResourcePolicy: false,
      strictTransportSecurity: false,
    }),
  )
  app.get('/assets/sandbox.css', (c) =>
    c.text(STYLES + CONTROL_STYLES, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  )
  app.route('/', controlRoutes(world, control, reset))
  app.route('/', providerPages(world))
  return app
}

async function fetchFrom(app: Hono<SandboxEnv>, request: Request): Promise<Response> {
  const { signal } = request
  signal.throwIfAborted()
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  )
  return Promise.race([app.fetch(request), aborted])
}
