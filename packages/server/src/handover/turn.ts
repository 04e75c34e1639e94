import type { Transaction } from 'kysely'
import type { ConfiguredProvider } from '@hitch/providers'
import { recordEvents, withEvents, type AttemptEvent, type AttemptEventDetails } from '../attempts/attempt-events.ts'
import type { KnownCredential, Tables } from '../database/tables.ts'
import type { LeafCredential } from '../leaf/leaf.ts'
import { FRESH_MEMORY, type RunMemory } from './facts.ts'
import type { ConnectionKey } from './generation.ts'
import type { AttemptRow, ConnectionRow, LockedRows } from './read-facts.ts'

/** What one run holds from turn to turn, in memory alone. */
export interface Run {
  readonly key: ConnectionKey
  readonly provider: ConfiguredProvider
  readonly memories: Map<string, RunMemory>
  /** The credential that a look found in the place of ours. It holds secrets: kept only until it is sealed. */
  readonly strangers: Map<string, LeafCredential>
  /** `post_unsure` as it was before the POST under way: restored when Leaf surely did nothing. */
  readonly unsureBefore: Map<string, boolean>
  /** The alert that was known when the recheck under way began: a later one wants a look of its own. */
  alertSeen: Date | null
}

/**
 * One transaction of a run: its rows are locked. Changes are made to the rows at hand and written at the end, each row
 * once. Their times are the database's, as it was when the rows were locked.
 */
export interface Turn {
  readonly transaction: Transaction<Tables>
  readonly rows: LockedRows
  readonly run: Run
  readonly changes: {
    readonly attempts: Map<string, Partial<AttemptRow>>
    readonly events: AttemptEvent[]
    connection: Partial<ConnectionRow>
  }
  /** The attempt that this turn has ended as connected. */
  connectedBy: string | null
}

export const createTurn = (transaction: Transaction<Tables>, rows: LockedRows, run: Run): Turn => ({
  transaction,
  rows,
  run,
  changes: { attempts: new Map(), events: [], connection: {} },
  connectedBy: null,
})

/** So many milliseconds after the rows were locked. */
export const inTurn = ({ rows }: Turn, milliseconds = 0): Date => new Date(rows.now + milliseconds)

export const createRun = (key: ConnectionKey, provider: ConfiguredProvider): Run => ({
  key,
  provider,
  memories: new Map(),
  strangers: new Map(),
  unsureBefore: new Map(),
  alertSeen: null,
})

export const remember = ({ memories }: Run, attemptId: string, change: Partial<RunMemory>): void => {
  memories.set(attemptId, { ...(memories.get(attemptId) ?? FRESH_MEMORY), ...change })
}

export const updateAttempt = (
  { rows, changes }: Turn,
  attempt: AttemptRow,
  change: Partial<AttemptRow>,
): AttemptRow => {
  const id = attempt.attempt_id
  const row = { ...(rows.attempts.get(id) ?? attempt), ...change }
  rows.attempts.set(id, row)
  changes.attempts.set(id, { ...changes.attempts.get(id), ...change })
  return row
}

export const updateConnection = ({ rows, changes }: Turn, change: Partial<ConnectionRow>): void => {
  Object.assign(rows.connection, change)
  Object.assign(changes.connection, change)
}

/** Writes what was changed and what happened. */
export const flush = async (turn: Turn): Promise<void> => {
  const { transaction, run, changes } = turn
  for (const id of changes.attempts.keys()) await flushAttempt(turn, id)
  await flushEvents(turn)
  const { known, ...connection } = changes.connection
  if (Object.keys(changes.connection).length === 0) return
  await transaction
    .updateTable('connections')
    .set({ ...connection, ...(known === undefined ? {} : { known: toJson(known) }) })
    .where('leaf_user_id', '=', run.key.leafUserId)
    .where('provider', '=', run.key.provider)
    .execute()
}

const flushAttempt = async (turn: Turn, attemptId: string): Promise<void> => {
  const { baseline, ...rest } = takeChange(turn, attemptId)
  await withEvents(turn.transaction, takeEvents(turn))
    .updateTable('attempts')
    .set({ ...rest, ...(baseline === undefined ? {} : { baseline: toJson(baseline) }) })
    .where('attempt_id', '=', attemptId)
    .execute()
}

/** Writes what happened so far, for what is about to end an attempt: its outcome is the last of its events. */
export const flushEvents = async (turn: Turn): Promise<void> => {
  await recordEvents(turn.transaction, takeEvents(turn))
}

/** What is to be written of an attempt, for whoever writes it. */
export const takeChange = ({ changes }: Turn, attemptId: string): Partial<AttemptRow> => {
  const change = changes.attempts.get(attemptId) ?? {}
  changes.attempts.delete(attemptId)
  return change
}

const takeEvents = ({ changes }: Turn): AttemptEvent[] => changes.events.splice(0)

export const event = ({ changes }: Turn, attemptId: string, name: string, details?: AttemptEventDetails): void => {
  changes.events.push({ attemptId, name, details })
}

export const toJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

/** The allowlist: what is kept of a credential, and may be shown. */
export const toKnown = (
  credential: Pick<LeafCredential, 'id' | 'createdTime'>,
  status: KnownCredential['status'],
): KnownCredential => ({ credentialId: credential.id, status, createdTime: credential.createdTime })
