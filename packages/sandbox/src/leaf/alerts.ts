import { z } from 'zod'
import { readJson, Refused } from '../refused.ts'
import type { Handler } from '../routing.ts'
import type { Credential } from '../state.ts'
import { leafTime, randomUuid } from '../tools.ts'
import type { World } from '../world.ts'

const MINUTE = 60_000
/** Leaf tries again after 1, 30, 60 and 240 minutes, and then gives up. */
const WAITS = [MINUTE, 30 * MINUTE, 60 * MINUTE, 240 * MINUTE]

const registration = z.strictObject({
  events: z.array(z.enum(['credentialsUnauthenticated', 'credentialsLimitedPermission'])).min(1),
  name: z.string().min(1),
  secret: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
})

/** POST /services/alerts/api/alerts/webhooks. One webhook per event and account. */
export function registerWebhook(world: World): Handler {
  return (c) => {
    const { events, name, secret, url } = readJson(c, registration)
    if (
      world.state.webhooks.some((webhook) =>
        webhook.events.some((event) => events.includes(event as (typeof events)[number])),
      )
    ) {
      throw new Refused(400, 'webhookexists', 'A webhook for this event exists already')
    }
    const webhook = { id: randomUuid(world.tools), name, url, secret, events }
    world.state.webhooks.push(webhook)
    return c.json({ id: webhook.id, name, url, events }, 201)
  }
}

/** Queues the alert that a credential no longer works. It names the credential, not the Leaf user. */
export function alertUnauthenticated(world: World, credential: Credential): void {
  const type = 'credentialsUnauthenticated'
  const body = JSON.stringify({
    credential: credential.provider,
    provider: credential.provider,
    credentialId: credential.id,
    message: 'The credentials are no longer valid',
    status: credential.fixedStatus,
    type,
    timestamp: leafTime(world.tools.now()),
  })
  for (const webhook of world.state.webhooks) {
    if (webhook.events.includes(type))
      world.state.alerts.push({ webhookId: webhook.id, body, tries: 0, nextTryAt: world.tools.now() })
  }
}

/** Sends every alert whose time has come. Called after each change and by a timer where the sandbox is served. */
export async function deliverAlerts(world: World): Promise<void> {
  const due = world.state.alerts.filter(({ nextTryAt }) => nextTryAt <= world.tools.now())
  for (const alert of due) {
    const webhook = world.state.webhooks.find(({ id }) => id === alert.webhookId)
    const delivered = webhook === undefined || (await deliver(world, webhook, alert.body))
    const wait = WAITS[alert.tries]
    alert.tries += 1
    if (delivered || wait === undefined) world.state.alerts = world.state.alerts.filter((other) => other !== alert)
    else alert.nextTryAt = world.tools.now() + wait
  }
}

async function deliver(world: World, webhook: { url: string; secret: string }, body: string): Promise<boolean> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(webhook.secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const signature = Buffer.from(await crypto.subtle.sign('HMAC', key, encoder.encode(body))).toString('base64')
  const headers = { 'content-type': 'application/json', 'x-leaf-signature': signature }
  try {
    const answer = await world.tools.fetch(webhook.url, { method: 'POST', headers, body })
    return answer.ok
  } catch {
    return false
  }
}
