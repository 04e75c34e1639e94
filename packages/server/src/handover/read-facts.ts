import type { Kysely, Selectable } from 'kysely'
import { ATTEMPT_COLUMNS, CONNECTION_COLUMNS } from '../database/columns.ts'
import { databaseNow } from '../database/clock.ts'
import type { AttemptsTable, ConnectionsTable, Tables } from '../database/tables.ts'
import type { ConnectionFacts } from './connection-step.ts'
import type { AttemptFacts, Moment, OrganizationsFacts } from './facts.ts'
import type { ConnectionKey } from './generation.ts'
import { takeConnection } from './lease.ts'

export type AttemptRow = Selectable<AttemptsTable>
export type ConnectionRow = Selectable<ConnectionsTable>

/** The rows of one (Leaf user, provider), locked until the transaction ends. */
export interface LockedRows {
  readonly connection: ConnectionRow
  /** By attempt id, oldest generation first. */
  readonly attempts: Map<string, AttemptRow>
  readonly now: Moment
}

/** Statuses in which an attempt is the hand-over's: its token is sealed, or only the organizations are chosen anew. */
export const HANDED_OVER = ['choosing_organizations', 'attaching', 'verifying'] as const

/**
 * `null`: the lease is somebody else's by now. The connection is locked first, everywhere, so that none deadlock.
 * `isFirst`: the lease is taken with it; `null` then means that somebody works on it.
 */
export const lockRows = async (
  transaction: Kysely<Tables>,
  key: ConnectionKey,
  { owner, leaseLifetime, isFirst }: { owner: string; leaseLifetime: number; isFirst: boolean },
): Promise<LockedRows | null> => {
  const { leafUserId, provider } = key
  const found = isFirst
    ? await takeConnection(transaction, key, owner, leaseLifetime)
    : await transaction
        .selectFrom('connections')
        .select(CONNECTION_COLUMNS)
        .select(databaseNow.as('now'))
        .where('leaf_user_id', '=', leafUserId)
        .where('provider', '=', provider)
        .where('lease_owner', '=', owner)
        .forUpdate()
        .executeTakeFirst()
  if (found === undefined) return null
  const attempts = await transaction
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider)
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .orderBy('generation')
    .forUpdate()
    .execute()
  const { now, ...connection } = found
  return { connection, attempts: new Map(attempts.map((row) => [row.attempt_id, row])), now: now.getTime() }
}

export const toConnectionFacts = ({ connection, attempts }: LockedRows): ConnectionFacts => ({
  generation: connection.generation,
  lastDisconnect: connection.last_disconnect_generation,
  disconnect:
    connection.disconnect_generation === null
      ? null
      : { generation: connection.disconnect_generation, notBefore: toMoment(connection.next_run_at) },
  attempts: [...attempts.values()].map((row) => toAttemptFacts(row, connection)),
  recheckAt: toMoment(connection.recheck_at),
  latePostUntil: toMoment(connection.late_post_until),
})

const toAttemptFacts = (row: AttemptRow, { known, known_at }: ConnectionRow): AttemptFacts => {
  const isReopened = row.step === 'organizations'
  const begunAt = (row.sealed_at ?? row.started_at ?? row.created_at).getTime()
  const attachedAt = isReopened ? begunAt : toMoment(row.attached_at)
  return {
    attemptId: row.attempt_id,
    generation: row.generation,
    begunAt,
    hasBaseline: row.baseline !== null,
    posts: row.posts,
    hasPrevious: row.sealed_previous !== null,
    refusedCode: row.refused_code,
    attachedAt,
    tries: row.tries,
    notBefore: toMoment(row.next_run_at),
    organizations: toOrganizations(row),
    verified:
      isReopened ||
      (attachedAt !== null && known_at !== null && known_at.getTime() >= attachedAt && known?.status === 'connected'),
  }
}

/** What a browser reads: the grower is at the organizations page, or the token is under way, or it is looked at. */
export const statusOf = (row: AttemptRow, now: Moment): (typeof HANDED_OVER)[number] => {
  const isChoosing =
    row.organizations_until !== null &&
    row.organizations_until.getTime() > now &&
    row.organizations_returned_at === null
  if (isChoosing) return 'choosing_organizations'
  return row.attached_at === null && row.step !== 'organizations' ? 'attaching' : 'verifying'
}

const toOrganizations = (row: AttemptRow): OrganizationsFacts | null =>
  row.organizations_until === null
    ? null
    : {
        until: row.organizations_until.getTime(),
        returnedAt: toMoment(row.organizations_returned_at),
        synced: row.organizations_synced_at !== null,
      }

const toMoment = (date: Date | null): Moment | null => date?.getTime() ?? null
