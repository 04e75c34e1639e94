import type { ProviderId, WebhookType } from '@hitch/protocol'
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import { databaseNow } from '../database/clock.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { Tables, WebhookStatus } from '../database/tables.ts'

/** Which events are meant: those that fit all that is said. */
export interface WebhookFilter {
  readonly ids?: readonly string[]
  readonly status?: WebhookStatus
  /** When it happened: not before, and before. */
  readonly from?: Date
  readonly until?: Date
  readonly leafUserId?: string
}

/** An event as an operator may see it. Its body is the host's business. */
export interface WebhookEntry {
  readonly webhookId: string
  readonly type: WebhookType
  readonly leafUserId: string
  readonly provider: ProviderId
  readonly status: WebhookStatus
  readonly createdAt: Date
  readonly tries: number
  readonly lastTriedAt: Date | null
  /** A status, or why there was none, such as `timeout`. */
  readonly lastAnswer: string | null
  /** `null`: ended. */
  readonly nextTryAt: Date | null
}

/**
 * Events, newest first, as long as they are kept.
 *
 * @example const failed = await listWebhooks(database, { status: 'given_up', limit: 20 })
 */
export const listWebhooks = async (
  { kysely }: Pick<ConnectDatabase, 'kysely'>,
  { limit = 100, ...filter }: WebhookFilter & { readonly limit?: number } = {},
): Promise<WebhookEntry[]> =>
  await kysely
    .selectFrom('webhooks')
    .select([
      'webhook_id as webhookId',
      'type',
      'leaf_user_id as leafUserId',
      'provider',
      'status',
      'created_at as createdAt',
      'tries',
      'last_tried_at as lastTriedAt',
      'last_answer as lastAnswer',
      'next_try_at as nextTryAt',
    ])
    .where((where) => where.and(conditions(where, filter)))
    .orderBy('created_at', 'desc')
    .orderBy('webhook_id')
    .limit(limit)
    .execute()

/**
 * Sends events again, whatever became of them, with their own `webhook-id`: a receiver that has had one knows it. Whoever
 * delivers finds them within a few seconds. Resolves with how many there are.
 *
 * @example await replayWebhooks(database, { from: new Date('2026-05-14T09:00:00Z'), status: 'given_up' })
 * @throws {TypeError} when nothing is said: to send all again is hardly ever meant
 */
export const replayWebhooks = async (
  { kysely }: Pick<ConnectDatabase, 'kysely'>,
  filter: WebhookFilter,
): Promise<number> => {
  if (Object.values(filter).every((value) => value === undefined))
    throw new TypeError('say which webhooks are meant: by ids, status, time or Leaf user')
  const { numUpdatedRows } = await kysely
    .updateTable('webhooks')
    .set({ status: 'waiting', next_try_at: databaseNow, tries: 0, ended_at: null })
    .where((where) => where.and(conditions(where, filter)))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

const conditions = (
  where: ExpressionBuilder<Tables, 'webhooks'>,
  { ids, status, from, until, leafUserId }: WebhookFilter,
): ExpressionWrapper<Tables, 'webhooks', SqlBool>[] => [
  // An empty list of SQL is a mistake of syntax, and no id is the empty one.
  ...(ids === undefined ? [] : [where('webhook_id', 'in', ['', ...ids])]),
  ...(status === undefined ? [] : [where('status', '=', status)]),
  ...(from === undefined ? [] : [where('created_at', '>=', from)]),
  ...(until === undefined ? [] : [where('created_at', '<', until)]),
  ...(leafUserId === undefined ? [] : [where('leaf_user_id', '=', leafUserId)]),
]
