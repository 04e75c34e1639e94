import type { WebhookEvent, WebhookType } from '@hitch/protocol'
import type { Kysely } from 'kysely'
import { randomId } from '../crypto/random.ts'
import { databaseNow } from '../database/clock.ts'
import type { JobQueue, WebhookJob } from '../database/jobs.ts'
import type { Tables } from '../database/tables.ts'

/** What happened. When, and to whom by the host's own id, is filled in. */
export type Happening = {
  [Type in WebhookType]: {
    readonly type: Type
    readonly data: Omit<Extract<WebhookEvent, { type: Type }>['data'], 'externalId'>
  }
}[WebhookType]

/** Where events for the host's backend wait for their delivery. */
export interface Outbox {
  /** In the transaction of the change that the event tells of: a crash loses none, and a rollback sends none. */
  add(transaction: Kysely<Tables>, happening: Happening): Promise<void>
}

export interface OutboxOptions {
  readonly jobs: Pick<JobQueue<WebhookJob>, 'send'>
  readonly randomBytes: (size: number) => Uint8Array
}

export const createOutbox = ({ jobs, randomBytes }: OutboxOptions): Outbox => ({
  async add(transaction, { type, data }) {
    const { leafUserId, provider } = data
    const webhookId = randomId(randomBytes, 'msg')
    const { now, external_id: externalId } = await transaction
      .selectNoFrom((select) => [
        databaseNow.as('now'),
        select
          .selectFrom('leaf_users')
          .select('external_id')
          .where('leaf_user_id', '=', leafUserId)
          .orderBy('created_at')
          .limit(1)
          .as('external_id'),
      ])
      .executeTakeFirstOrThrow()
    const told = externalId === null ? data : { ...data, externalId }
    const body = JSON.stringify({ type, timestamp: now.toISOString(), data: told })
    await transaction
      .insertInto('webhooks')
      .values({
        webhook_id: webhookId,
        type,
        leaf_user_id: leafUserId,
        provider,
        body,
        created_at: now,
        next_try_at: now,
      })
      .execute()
    await jobs.send(transaction, { webhookId })
  },
})

/** Where no endpoint is set, nothing waits for one. */
export const NO_OUTBOX: Outbox = { add: () => Promise.resolve() }
