import { Hono } from 'hono'
import { SITE_PATHS, type ToldEvent } from '../shared/site.ts'
import type { HitchSessions } from './hitch-sessions.ts'
import type { Logins } from './logins.ts'
import { problem } from './site-problems.ts'
import type { WebhookInbox } from './webhook-inbox.ts'

interface WebhookRoutes {
  webhooks: WebhookInbox
  logins: Logins
  sessions: Pick<HitchSessions, 'leafUserOf'>
}

/** Webhooks in from the BFF, and out to the page of the farm that they are about. */
export const webhookRoutes = ({ webhooks, logins, sessions }: WebhookRoutes): Hono => {
  const app = new Hono()

  app.post(SITE_PATHS.hitchWebhook, async (c) =>
    c.body(null, webhooks.take(await c.req.text(), c.req.raw.headers) ? 204 : 400),
  )

  app.get(SITE_PATHS.webhooks, async (c) => {
    const login = await logins.find(c)
    if (!login) return c.json(problem('signed_out', 'Sign in to see your farm data.'), 401)
    const leafUserId = sessions.leafUserOf(login)
    const events: ToldEvent[] = leafUserId === undefined ? [] : webhooks.of(leafUserId)
    return c.json(events.slice(0, 10), 200, { 'Cache-Control': 'no-store' })
  })
  return app
}
