import { startChild } from './child.ts'
import { freePort } from './free-port.ts'
import { startStack, type Stack } from './stack.ts'

export interface DemoSite {
  readonly stack: Stack
  /** The demo's origin. */
  readonly url: string
  stop(): Promise<void>
}

const webhookSecret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`

/** The demo as `npm start` runs it, over a stack of its own that lets in its origin alone. */
export const startDemoSite = async (): Promise<DemoSite> => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const stack = await startStack({
    HITCH_ALLOWED_ORIGINS: url,
    HITCH_WEBHOOK_URL: `${url}/api/hitch-webhook`,
    HITCH_WEBHOOK_SECRET: webhookSecret,
    HITCH_LEAF_ALERTS_SECRET: 'e2e-alerts-secret',
  })
  const demo = await startChild(
    'apps/demo/dist/server/main.js',
    {
      PORT: String(port),
      DEMO_ORIGIN: url,
      HITCH_URL: stack.bffUrl,
      HITCH_SECRET_KEY: stack.secretKey,
      HITCH_WEBHOOK_SECRET: webhookSecret,
      SANDBOX_URL: stack.sandboxUrl,
    },
    url,
  )
  return {
    stack,
    url,
    async stop() {
      await demo.stop()
      await stack.stop()
    },
  }
}
