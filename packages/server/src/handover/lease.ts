import type { Kysely } from 'kysely'
import { CONNECTION_COLUMNS } from '../database/columns.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import type { Timings } from '../timings.ts'
import type { ConnectionKey } from './generation.ts'

/** Work on a row by one process at a time: renewed every 2 s, lapsing after 8, so that a dead process frees its rows. */
export interface Leases {
  /** Renews until `release`. The lease itself was written by whoever took the row. */
  keep(lease: Lease): { release(): void }
  stop(): void
}

export type Lease =
  | { readonly owner: string; readonly attemptId: string }
  | { readonly owner: string; readonly connection: ConnectionKey }

export interface LeasesOptions {
  readonly database: Kysely<Tables>
  readonly timings: Pick<Timings, 'leaseLifetime' | 'leaseRenewal'>
  readonly onError: (error: unknown) => void
}

/**
 * One timer and two statements for all that this process holds. A lease that somebody else has taken meanwhile is not
 * renewed (`lease_owner` no longer fits); its holder finds out when it next locks the row.
 */
export const createLeases = ({ database, timings, onError }: LeasesOptions): Leases => {
  const held = new Set<Lease>()
  let timer: NodeJS.Timeout | null = null

  const renew = async (): Promise<void> => {
    const attempts = [...held].flatMap((lease) => ('attemptId' in lease ? [lease] : []))
    const connections = [...held].flatMap((lease) => ('connection' in lease ? [lease] : []))
    if (attempts.length > 0)
      await database
        .updateTable('attempts')
        .set({ lease_until: inFuture(timings.leaseLifetime) })
        .where(
          'attempt_id',
          'in',
          attempts.map(({ attemptId }) => attemptId),
        )
        .where(
          'lease_owner',
          'in',
          attempts.map(({ owner }) => owner),
        )
        .execute()
    if (connections.length > 0)
      await database
        .updateTable('connections')
        .set({ lease_until: inFuture(timings.leaseLifetime) })
        .where(
          'leaf_user_id',
          'in',
          connections.map(({ connection }) => connection.leafUserId),
        )
        .where(
          'lease_owner',
          'in',
          connections.map(({ owner }) => owner),
        )
        .execute()
  }

  return {
    keep(lease) {
      held.add(lease)
      timer ??= setInterval(() => {
        renew().catch(onError)
      }, timings.leaseRenewal)
      return {
        release() {
          held.delete(lease)
          if (held.size > 0 || timer === null) return
          clearInterval(timer)
          timer = null
        },
      }
    },
    stop() {
      held.clear()
      if (timer !== null) clearInterval(timer)
      timer = null
    },
  }
}

/** Takes the connection's row for `owner`, making it if there is none; `undefined`: somebody works on it. */
export const takeConnection = async (
  transaction: Kysely<Tables>,
  { leafUserId, provider }: ConnectionKey,
  owner: string,
  leaseLifetime: number,
) => {
  const lease = { lease_owner: owner, lease_until: inFuture(leaseLifetime) }
  return await transaction
    .insertInto('connections')
    .values({ leaf_user_id: leafUserId, provider, ...lease })
    .onConflict((conflict) =>
      conflict
        .columns(['leaf_user_id', 'provider'])
        .doUpdateSet(lease)
        .where((where) =>
          where.or([where('connections.lease_until', 'is', null), where('connections.lease_until', '<', databaseNow)]),
        ),
    )
    .returning(CONNECTION_COLUMNS)
    .returning(databaseNow.as('now'))
    .executeTakeFirst()
}
