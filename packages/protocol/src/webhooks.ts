import type { AttemptError, Connection } from './wire.ts'
import type { ProviderId } from './closed-lists.ts'

/** What each type of event tells, beside whom it is about. */
interface WebhookPayloads {
  /** A grower has connected a provider, for the first time or again; without `attemptId` it works again by itself. */
  'connection.connected': { attemptId?: string; connection: Connection }
  /** A connection needs the grower: it must be connected again. */
  'connection.needs_attention': { connection: Connection }
  /** A connection is gone, by the grower's wish or at Leaf. */
  'connection.disconnected': object
  /** An attempt ended `failed`; one that was cancelled or has run out is told by nothing. */
  'attempt.failed': { attemptId: string; error: AttemptError }
}

export const WEBHOOK_TYPES = [
  'connection.connected',
  'connection.needs_attention',
  'connection.disconnected',
  'attempt.failed',
] as const satisfies readonly (keyof WebhookPayloads)[]

export type WebhookType = keyof WebhookPayloads

/**
 * The body of a webhook, as the Standard Webhooks specification has it. It carries no secret. Sent at least once, in no
 * promised order: ask for the connections when it matters. New types may be added: ignore one that you do not know.
 *
 * @example {"type":"connection.disconnected","timestamp":"2026-05-14T09:41:00Z","data":{"leafUserId":"…","provider":"CNHI"}}
 */
export type WebhookEvent = {
  [Type in WebhookType]: {
    type: Type
    /** When it happened, ISO 8601. */
    timestamp: string
    data: { leafUserId: string; externalId?: string; provider: ProviderId } & WebhookPayloads[Type]
  }
}[WebhookType]
