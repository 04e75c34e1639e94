import type { Attempt, Connection } from '@hitch/protocol'
import { errorFacts } from '@hitch/protocol'
import { sql, type Selectable } from 'kysely'
import { ATTEMPT_COLUMNS } from '../database/columns.ts'
import type { ServerContext } from '../context.ts'
import type { AttemptsTable } from '../database/tables.ts'
import { settleAttempt } from './settle.ts'

/** Whose attempts a caller may know: those of one Leaf user, from one origin. */
export interface AttemptOwner {
  readonly leafUserId: string
  readonly origin: string
}

type Database = Pick<ServerContext, 'database'>

export type AttemptRow = Selectable<AttemptsTable>

/** Time ran out before a code came. By the database's clock, whenever a row is read: sweeping only tidies. */
const ranOut = sql<boolean>`status in ('created', 'started') and expires_at <= clock_timestamp()`.as('ran_out')

/** One attempt, if it is the owner's. */
export const findAttempt = async (
  { database }: Database,
  attemptId: string,
  owner: AttemptOwner,
): Promise<AttemptRow | undefined> => {
  const row = await database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .select(ranOut)
    .where('attempt_id', '=', attemptId)
    .where('leaf_user_id', '=', owner.leafUserId)
    .where('origin', '=', owner.origin)
    .executeTakeFirst()
  return row === undefined ? undefined : await withExpiry({ database }, row)
}

/**
 * What a widget must know of: started attempts that are open, and ended ones that it has not yet acknowledged, newest
 * first. One that was only prefetched is no attempt of the grower's and stays out.
 */
export const listUnacknowledged = async ({ database }: Database, owner: AttemptOwner): Promise<AttemptRow[]> => {
  const rows = await database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .select(ranOut)
    .where('leaf_user_id', '=', owner.leafUserId)
    .where('origin', '=', owner.origin)
    .where('started_at', 'is not', null)
    .where('acknowledged_at', 'is', null)
    .orderBy('started_at', 'desc')
    .limit(100)
    .execute()
  return await Promise.all(rows.map((row) => withExpiry({ database }, row)))
}

/** Started attempts of a Leaf user, newest first; `origins`: only those from these. */
export const listOfLeafUser = async (
  { database }: Database,
  leafUserId: string,
  origins: readonly string[] | undefined,
): Promise<AttemptRow[]> => {
  let query = database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .select(ranOut)
    .where('leaf_user_id', '=', leafUserId)
    .where('started_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(100)
  if (origins !== undefined) query = query.where('origin', 'in', [...origins, ''])
  return await Promise.all((await query.execute()).map((row) => withExpiry({ database }, row)))
}

const withExpiry = async (
  { database }: Database,
  { ran_out: hasRunOut, ...row }: AttemptRow & { ran_out: boolean },
): Promise<AttemptRow> => {
  if (!hasRunOut) return row
  await settleAttempt(database, row.attempt_id, { status: 'expired' }, { beforeCode: true })
  // Another may have settled it, or consumed its code, a moment ago.
  return await readAttempt({ database }, row.attempt_id)
}

/** An attempt that is known to stand, as it is now. Whose it is was checked before. */
export const readAttempt = async ({ database }: Database, attemptId: string): Promise<AttemptRow> =>
  await database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()

/** What a browser may know of an attempt: an allowlist, never the row less some fields. */
export const toAttempt = (row: AttemptRow, connections: readonly Connection[] = []): Attempt => {
  const connection =
    row.status === 'connected' ? connections.find(({ provider }) => provider === row.provider) : undefined
  return {
    attemptId: row.attempt_id,
    provider: row.provider,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, retry: errorFacts(row.error_code).retry } }),
    ...(connection === undefined ? {} : { connection }),
  }
}
