import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createHitchClient } from '@hitch/server/client'
import { serve } from '@hono/node-server'
import { SITE_PATHS } from '../shared/site.ts'
import { createDemo } from './app.ts'
import { createHitchLinks } from './hitch-links.ts'
import { createHitchSessions } from './hitch-sessions.ts'
import { createLogins } from './logins.ts'
import { builtFiles } from './pages.ts'
import { createSandboxScenarios } from './sandbox.ts'
import { readSettings, type Settings } from './settings.ts'
import { createWebhookInbox } from './webhook-inbox.ts'

const start = (settings: Settings) => {
  const { origin, hitchUrl, secretKey, sandboxUrl, webhookSecret, port, host } = settings
  const client = createHitchClient({ url: hitchUrl, secretKey })
  const app = createDemo({
    origin,
    hitchUrl,
    sandboxUrl,
    logins: createLogins({ origin, secretKey, randomId: randomUUID }),
    sessions: createHitchSessions({
      client,
      origin,
      now: Date.now,
    }),
    // Whoever opens a link is not signed in here.
    links: createHitchLinks({ client, returnUrl: origin + SITE_PATHS.home }),
    scenarios: createSandboxScenarios({ sandboxUrl, fetch }),
    webhooks: createWebhookInbox(webhookSecret),
    // Built beside the server: the same place whether this file runs from src or from dist.
    files: builtFiles(join(import.meta.dirname, '../../dist/client')),
    reportFailure: (what, error) => {
      console.error(`${what}: ${error instanceof Error ? error.message : 'failed'}`)
    },
  })

  const server = serve({ fetch: app.fetch, port, hostname: host }, () => {
    console.log(`Northfield Grain, a demo, on ${origin}`)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. End the process that holds it, or set PORT (and add the new origin to HITCH_ALLOWED_ORIGINS of the BFF).`
        : `The demo cannot listen on ${host}:${port}: ${error.message}`,
    )
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  }
}

try {
  start(readSettings(process.env))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
