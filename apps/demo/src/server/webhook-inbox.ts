import { verifyWebhook, WebhookError } from '@hitch/server/client'
import type { ToldEvent } from '../shared/site.ts'

/** What the BFF tells this backend. A real site would write it into its database. */
export interface WebhookInbox {
  /** Whether it is the BFF's. One that comes again is taken once. */
  take(body: string, headers: Headers): boolean
  /** Newest first. */
  of(leafUserId: string): ToldEvent[]
}

const KEPT = 200

/** `secret`: without it nobody is believed. */
export const createWebhookInbox = (secret: string | undefined): WebhookInbox => {
  const taken = new Map<string, ToldEvent>()
  return {
    take(body, headers) {
      if (secret === undefined) return false
      try {
        const event = verifyWebhook(body, headers, secret)
        const id = headers.get('webhook-id') ?? ''
        // Of a type that this copy does not know yet there is nothing to show.
        if (event !== undefined && !taken.has(id)) taken.set(id, { id, event })
        for (const oldest of taken.keys()) {
          if (taken.size <= KEPT) break
          taken.delete(oldest)
        }
        return true
      } catch (error) {
        if (error instanceof WebhookError) return false
        throw error
      }
    },
    // Order is not promised: what happened last is told by its own time.
    of: (leafUserId) =>
      [...taken.values()]
        .filter(({ event }) => event.data.leafUserId === leafUserId)
        .toSorted((one, other) => other.event.timestamp.localeCompare(one.event.timestamp)),
  }
}
