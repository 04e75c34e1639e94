import type { Kysely, UpdateObject } from 'kysely'
import type { ConfiguredProvider } from '@hitch/providers'
import { recordAttemptEvent, type AttemptEventDetails } from '../attempts/attempt-events.ts'
import type { KnownCredential, Tables } from '../database/tables.ts'
import type { LeafCredential } from '../leaf/leaf.ts'
import { FRESH_MEMORY, type RunMemory } from './facts.ts'
import type { ConnectionKey } from './generation.ts'
import type { AttemptRow, LockedRows } from './read-facts.ts'

/** What one run holds from turn to turn, in memory alone. */
export interface Run {
  readonly key: ConnectionKey
  readonly provider: ConfiguredProvider
  readonly memories: Map<string, RunMemory>
  /** The credential that a look found in the place of ours. It holds secrets: kept only until it is sealed. */
  readonly strangers: Map<string, LeafCredential>
  /** `post_unsure` as it was before the POST under way: restored when Leaf surely did nothing. */
  readonly unsureBefore: Map<string, boolean>
}

/** One transaction of a run: its rows are locked, and every write is mirrored in them. */
export interface Turn {
  readonly transaction: Kysely<Tables>
  readonly rows: LockedRows
  readonly run: Run
}

export const createRun = (key: ConnectionKey, provider: ConfiguredProvider): Run => ({
  key,
  provider,
  memories: new Map(),
  strangers: new Map(),
  unsureBefore: new Map(),
})

export const remember = ({ memories }: Run, attemptId: string, change: Partial<RunMemory>): void => {
  memories.set(attemptId, { ...(memories.get(attemptId) ?? FRESH_MEMORY), ...change })
}

export const updateAttempt = async (
  { transaction, rows }: Turn,
  attemptId: string,
  change: UpdateObject<Tables, 'attempts'>,
): Promise<AttemptRow> => {
  const row = await transaction
    .updateTable('attempts')
    .set(change)
    .where('attempt_id', '=', attemptId)
    .returningAll()
    .executeTakeFirstOrThrow()
  rows.attempts.set(attemptId, row)
  return row
}

export const updateConnection = async (
  { transaction, rows, run: { key } }: Turn,
  change: UpdateObject<Tables, 'connections'>,
): Promise<void> => {
  const { connection } = rows
  const updated = await transaction
    .updateTable('connections')
    .set(change)
    .where('leaf_user_id', '=', key.leafUserId)
    .where('provider', '=', key.provider)
    .returningAll()
    .executeTakeFirstOrThrow()
  Object.assign(connection, updated)
}

export const event = async (
  { transaction }: Turn,
  attemptId: string,
  name: string,
  details?: AttemptEventDetails,
): Promise<void> => await recordAttemptEvent(transaction, attemptId, name, details)

export const toJson = (value: object): string => JSON.stringify(value)

/** The allowlist: what is kept of a credential, and may be shown. */
export const toKnown = (
  credential: Pick<LeafCredential, 'id' | 'createdTime'>,
  status: KnownCredential['status'],
): KnownCredential => ({ credentialId: credential.id, status, createdTime: credential.createdTime })
