import type { ForgetCredentials, ForgottenUser, LeftBehind, ProviderId } from '@hitch/protocol'
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { ServerContext } from '../context.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { disconnect, type Disconnector } from './disconnect.ts'

export type Forgetter = Disconnector & Pick<ServerContext, 'providers'>

/**
 * Forgets a grower: sessions, tickets, links, attempts with their events and sealed copies, what is known of connections,
 * and which externalId he is.
 *
 * It wins over an attach that is pending: the attempt is gone in one transaction, so its next turn finds nothing to send;
 * a code that is being exchanged gives a token that nobody stores. A POST to Leaf that is under way cannot be called back:
 * with `delete` the disconnect, drawn after it, takes down what lands, and the connection's row waits for that. One
 * attempt is waited for, with `keep`: one that has taken an old credential down and may have to put it back, for no working
 * credential is destroyed (rule 7).
 *
 * Whatever waits is marked, and cleared away by whoever sweeps next. Asked again, it does the same.
 */
export const forgetUser = async (
  forgetter: Forgetter,
  leafUserId: string,
  credentials: ForgetCredentials,
): Promise<ForgottenUser> => {
  const { database, providers, timings } = forgetter
  const left: LeftBehind[] = [{ where: 'leaf', what: 'user' }]
  const touched = await database.transaction().execute(async (transaction) => {
    // First, as everywhere: a turn of the engine is over before, or finds nothing after.
    const rows = await transaction
      .selectFrom('connections')
      .select(['provider', 'known'])
      .where('leaf_user_id', '=', leafUserId)
      .orderBy('provider')
      .forUpdate()
      .execute()
    await awaitLatePosts(transaction, leafUserId, timings.attachTimeout)
    const landing = await deleteRecords(transaction, leafUserId, credentials)
    if (credentials === 'keep')
      for (const { provider, known } of rows)
        if (known !== null || landing.has(provider)) left.push({ where: 'leaf', what: 'credential', provider })
    await transaction
      .updateTable('connections')
      // Nothing is told of it any more: who asked for this knows.
      .set({ forgotten_at: databaseNow, recheck_at: null, told: null })
      .where('leaf_user_id', '=', leafUserId)
      .execute()
    return rows.map(({ provider }) => provider)
  })
  if (credentials === 'delete') {
    // All that are offered, known or not: Leaf may hold one that was not made here.
    const ids = [...new Set([...providers.keys(), ...touched])]
    await Promise.all(ids.map((provider) => disconnect(forgetter, { leafUserId, provider })))
    await database
      .updateTable('connections')
      .set({ forgotten_at: databaseNow })
      .where('leaf_user_id', '=', leafUserId)
      // Not where the grower has come back meanwhile.
      .whereRef('last_disconnect_generation', '=', 'generation')
      .execute()
  }
  await clearForgotten(database, leafUserId)
  return { leafUserId, left: [...left, ...(await waiting(database, leafUserId))] }
}

/** A POST whose attempt goes away now may still land at Leaf: a disconnect must not be over before that. Rule 8. */
const awaitLatePosts = async (
  transaction: Kysely<Tables>,
  leafUserId: string,
  attachTimeout: number,
): Promise<void> => {
  await transaction
    .updateTable('connections')
    .set({ late_post_until: inFuture(attachTimeout) })
    .where('leaf_user_id', '=', leafUserId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('attempts')
          .select('attempt_id')
          .whereRef('attempts.leaf_user_id', '=', 'connections.leaf_user_id')
          .whereRef('attempts.provider', '=', 'connections.provider')
          .where('settled_at', 'is', null)
          .where('post_unsure', '=', true)
          .whereRef('posts', '>', 'posts_accepted')
          .where('attached_at', 'is', null),
      ),
    )
    .execute()
}

/** Everything but the connections. Resolves to the providers at which something may have come to stand just now. */
const deleteRecords = async (
  transaction: Kysely<Tables>,
  leafUserId: string,
  credentials: ForgetCredentials,
): Promise<Set<ProviderId>> => {
  await transaction
    .deleteFrom('leaf_user_claims')
    .where('external_id', 'in', (where) =>
      where.selectFrom('leaf_users').select('external_id').where('leaf_user_id', '=', leafUserId),
    )
    .execute()
  // Sessions before attempts: whoever makes one holds the session's row, and is seen once it lets go.
  for (const table of ['leaf_users', 'links', 'session_tickets', 'sessions', 'webhooks'] as const)
    await transaction.deleteFrom(table).where('leaf_user_id', '=', leafUserId).execute()
  const gone = await transaction
    .selectFrom('attempts')
    .select(['attempt_id', 'provider', 'posts', 'settled_at'])
    .where('leaf_user_id', '=', leafUserId)
    .$if(credentials === 'keep', (query) => query.where('sealed_previous', 'is', null))
    .forUpdate()
    .execute()
  await deleteAttempts(
    transaction,
    gone.map(({ attempt_id }) => attempt_id),
  )
  return new Set(
    gone.filter(({ posts, settled_at }) => settled_at === null && posts > 0).map(({ provider }) => provider),
  )
}

/** With their events: events that outlive their attempt would be found by nobody. Tickets go by themselves. */
export const deleteAttempts = async (transaction: Kysely<Tables>, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await transaction.deleteFrom('attempt_events').where('attempt_id', 'in', ids).execute()
  await transaction.deleteFrom('attempts').where('attempt_id', 'in', ids).execute()
}

type Connections = ExpressionBuilder<Tables, 'connections'>

/** Nobody works on it, and no wish is open. */
export const isAtRest = (where: Connections) =>
  where.and([
    where('disconnect_generation', 'is', null),
    where.or([where('lease_until', 'is', null), where('lease_until', '<', databaseNow)]),
  ])

/** Whether attempts of this connection are left. */
export const hasAttempts = (where: Connections) =>
  where.exists(
    where
      .selectFrom('attempts')
      .select('attempt_id')
      .whereRef('attempts.leaf_user_id', '=', 'connections.leaf_user_id')
      .whereRef('attempts.provider', '=', 'connections.provider'),
  )

/** Clears away what had to wait when its grower was forgotten. Of one, or of a batch of all. */
export const clearForgotten = async (database: Kysely<Tables>, leafUserId?: string): Promise<void> => {
  const forgotten = await database
    .selectFrom('connections')
    .select(['leaf_user_id', 'provider'])
    .where('forgotten_at', 'is not', null)
    .$if(leafUserId !== undefined, (query) => query.where('leaf_user_id', '=', String(leafUserId)))
    .limit(BATCH)
    .execute()
  for (const { leaf_user_id, provider } of forgotten)
    await database.transaction().execute(async (transaction) => {
      const settled = await transaction
        .selectFrom('attempts')
        .select('attempt_id')
        .where('leaf_user_id', '=', leaf_user_id)
        .where('provider', '=', provider)
        .where('settled_at', 'is not', null)
        .execute()
      await deleteAttempts(
        transaction,
        settled.map(({ attempt_id }) => attempt_id),
      )
      const { numDeletedRows } = await transaction
        .deleteFrom('connections')
        .where('leaf_user_id', '=', leaf_user_id)
        .where('provider', '=', provider)
        .where('forgotten_at', 'is not', null)
        .where(isAtRest)
        .where((where) => where.not(hasAttempts(where)))
        .executeTakeFirst()
      if (numDeletedRows > 0n)
        await transaction
          .deleteFrom('webhooks')
          .where('leaf_user_id', '=', leaf_user_id)
          .where('provider', '=', provider)
          .execute()
    })
}

/** Growers are forgotten one by one. */
const BATCH = 100

const waiting = async (database: Kysely<Tables>, leafUserId: string): Promise<LeftBehind[]> => {
  const rows = await database
    .selectFrom('connections')
    .select(['provider', 'disconnect_generation'])
    .where('leaf_user_id', '=', leafUserId)
    .where('forgotten_at', 'is not', null)
    .orderBy('provider')
    .execute()
  return rows.map(({ provider, disconnect_generation }) => ({
    where: 'hitch',
    what: disconnect_generation === null ? 'attempt' : 'disconnect',
    provider,
  }))
}
