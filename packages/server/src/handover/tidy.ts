import type { Kysely, RawBuilder, SelectQueryBuilder } from 'kysely'
import { settleAttempt } from '../attempts/settle.ts'
import { fromSweep, sweptAt } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { clearForgotten, deleteAttempts, hasAttempts, isAtRest } from './forget.ts'
import { tidyWebhooks } from '../webhooks/webhook-rows.ts'

/** Rows per kind and call: a long standstill is tidied up in steps, none of which holds up a grower. */
const BATCH = 500

/** Counts of a minute come in heaps, weigh nothing and are wanted by nobody. */
const COUNTS_BATCH = 5_000

/** How long an ended session, a spent ticket or an attempt that was never started may lie about, in milliseconds. */
const KEPT = 60 * 60_000

const DAY = 24 * 60 * 60_000

/**
 * Clears away what is over. Nothing rests on it: expiry is decided whenever a row is read. `auditDays`: for how long one
 * may ask what became of an attempt.
 */
export const tidy = async (database: Kysely<Tables>, auditDays: number): Promise<void> => {
  await endExpired(database)
  const longAgo = fromSweep(-KEPT)
  await database
    .deleteFrom('tickets')
    .where('ticket_hash', 'in', (where) =>
      where.selectFrom('tickets').select('ticket_hash').where('expires_at', '<', longAgo).limit(BATCH),
    )
    .execute()
  await database
    .deleteFrom('session_tickets')
    .where('ticket_hash', 'in', (where) =>
      where.selectFrom('session_tickets').select('ticket_hash').where('expires_at', '<', longAgo).limit(BATCH),
    )
    .execute()
  await database
    .deleteFrom('rate_limits')
    .where('key', 'in', (where) =>
      where.selectFrom('rate_limits').select('key').where('expires_at', '<', sweptAt).limit(COUNTS_BATCH),
    )
    .execute()
  // Whoever held it has died; his Leaf user has its mapping, or is looked for anew.
  await database.deleteFrom('leaf_user_claims').where('claimed_until', '<', longAgo).execute()
  // It was only prefetched: nobody was told of it, so nobody waits for its outcome.
  await deleteSome(database, (attempts) =>
    attempts.where('status', '=', 'created').where('settled_at', 'is', null).where('expires_at', '<', longAgo),
  )
  const beforeAudit = fromSweep(-auditDays * DAY)
  await database
    .deleteFrom('links')
    .where('link_id', 'in', (where) =>
      where.selectFrom('links').select('link_id').where('expires_at', '<', beforeAudit).limit(BATCH),
    )
    .execute()
  // The uses of a link are counted by its attempts.
  await deleteSome(database, (attempts) =>
    attempts.where('settled_at', '<', beforeAudit).where((where) => {
      const link = where.selectFrom('links').select('link_id').whereRef('links.link_id', '=', 'attempts.link_id')
      return where.not(where.exists(link))
    }),
  )
  await tidyWebhooks(database, auditDays)
  await database
    .deleteFrom('sessions')
    .where('session_id', 'in', (where) =>
      where.selectFrom('sessions').select('session_id').where('expires_at', '<', longAgo).limit(BATCH),
    )
    .execute()
  await deleteIdleConnections(database, beforeAudit)
  await clearForgotten(database)
}

const endExpired = async (database: Kysely<Tables>): Promise<void> => {
  await database.transaction().execute(async (transaction) => {
    const expired = await transaction
      .selectFrom('attempts')
      .select('attempt_id')
      .where('status', '=', 'started')
      .where('code_consumed_at', 'is', null)
      .where('settled_at', 'is', null)
      .where('expires_at', '<', sweptAt)
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { attempt_id } of expired)
      await settleAttempt(transaction, attempt_id, { status: 'expired' }, { beforeCode: true })
  })
}

type Attempts = SelectQueryBuilder<Tables, 'attempts', { attempt_id: string }>

const deleteSome = async (database: Kysely<Tables>, which: (attempts: Attempts) => Attempts): Promise<void> => {
  await database.transaction().execute(async (transaction) => {
    const attempts = transaction.selectFrom('attempts').select('attempt_id')
    const found = await which(attempts).limit(BATCH).forUpdate().skipLocked().execute()
    await deleteAttempts(
      transaction,
      found.map(({ attempt_id }) => attempt_id),
    )
  })
}

/**
 * Rows of people who looked and never connected, or left long ago: nothing is attached, nothing under way, and no attempt
 * remembers them. Rows of what is attached stay.
 */
const deleteIdleConnections = async (database: Kysely<Tables>, before: RawBuilder<Date>): Promise<void> => {
  const idle = await database
    .selectFrom('connections')
    .select(['leaf_user_id', 'provider', 'generation'])
    .where('known', 'is', null)
    .where((where) => where.or([where('known_at', 'is', null), where('known_at', '<', before)]))
    .where(isAtRest)
    .where((where) => where.not(hasAttempts(where)))
    .limit(BATCH)
    .execute()
  if (idle.length === 0) return
  await database
    .deleteFrom('connections')
    .where((where) =>
      where.or(
        // A wish that is written just now is waited for, and drew a generation. Its attempt is not seen all the same, since
        // the statement began before; to delete the row then would be to draw the same generation for the next wish.
        idle.map(({ leaf_user_id, provider, generation }) => where.and({ leaf_user_id, provider, generation })),
      ),
    )
    // What came meanwhile is not idle.
    .where('known', 'is', null)
    .where(isAtRest)
    .where((where) => where.not(hasAttempts(where)))
    .execute()
}
