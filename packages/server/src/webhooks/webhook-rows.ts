import { sql, type Kysely } from 'kysely'
import { databaseNow, fromSweep, inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import type { SentWebhook } from './send-webhook.ts'

/** An event that this process delivers now. */
export interface ClaimedWebhook extends SentWebhook {
  /** With this one. */
  readonly tries: number
}

/**
 * Takes events whose time has come, each for `lifetime` milliseconds: nobody else tries them meanwhile, and what a process
 * that dies has taken is due again after that. One statement, so that no connection is held while the receiver is asked.
 */
export const claimDue = async (
  database: Kysely<Tables>,
  { most, lifetime }: { most: number; lifetime: number },
): Promise<ClaimedWebhook[]> => {
  const rows = await database
    .with('due', (query) =>
      query
        .selectFrom('webhooks')
        .select('webhook_id')
        .where('next_try_at', '<=', databaseNow)
        .orderBy('next_try_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('webhooks')
    .from('due')
    .set({ next_try_at: inFuture(lifetime), tries: sql<number>`webhooks.tries + 1`, last_tried_at: databaseNow })
    .whereRef('webhooks.webhook_id', '=', 'due.webhook_id')
    .returning(['webhooks.webhook_id', 'webhooks.body', 'webhooks.tries', databaseNow.as('now')])
    .execute()
  return rows.map((row) => ({ webhookId: row.webhook_id, body: row.body, tries: row.tries, sentAt: row.now }))
}

/** `wait`: milliseconds until the next try. */
export type WebhookEnd =
  | { readonly status: 'delivered' | 'refused' | 'given_up'; readonly said: string }
  | { readonly status: 'waiting'; readonly said: string; readonly wait: number }

/** Writes down what came of a try, unless somebody has tried since, or it is to be sent anew. */
export const recordTry = async (
  database: Kysely<Tables>,
  { webhookId, tries }: ClaimedWebhook,
  end: WebhookEnd,
): Promise<void> => {
  await database
    .updateTable('webhooks')
    .set({
      status: end.status,
      last_answer: end.said,
      ...(end.status === 'waiting'
        ? { next_try_at: inFuture(end.wait) }
        : { next_try_at: null, ended_at: databaseNow }),
    })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'waiting')
    .where('tries', '=', tries)
    .execute()
}

/** Most rows that one call deletes. */
const BATCH = 500

const DAY = 24 * 60 * 60_000

/** Deletes what ended long ago, and what nobody has delivered for as long since the endpoint was taken out. */
export const tidyWebhooks = async (database: Kysely<Tables>, auditDays: number): Promise<void> => {
  const longAgo = fromSweep(-auditDays * DAY)
  await database
    .deleteFrom('webhooks')
    .where('webhook_id', 'in', (where) =>
      where
        .selectFrom('webhooks')
        .select('webhook_id')
        .where('created_at', '<', longAgo)
        .where((or) => or.or([or('ended_at', '<', longAgo), or('next_try_at', '<', longAgo)]))
        .limit(BATCH),
    )
    .execute()
}
