import { LeafError } from '../leaf/leaf.ts'
import type { readStatusWord } from '../leaf/status-word.ts'
import type { Timings } from '../timings.ts'
import type { Result } from './perform.ts'
import { toFailure } from './record.ts'
import { retryDelay } from './retry.ts'
import { inTurn, toKnown, updateConnection, type Turn } from './turn.ts'

export interface ConnectionRecorder {
  readonly readStatus: typeof readStatusWord
  readonly timings: Timings
  /** 0 to 1. */
  readonly jitter: () => number
}

/** The credential is gone, unless a lost POST may still land: then it is taken down once more after that. */
export const recordDisconnected = (turn: Turn, generation: number): void => {
  const { connection, now } = turn.rows
  const gone = {
    known: null,
    known_at: inTurn(turn),
    organizations_missing: false,
    organizations_awaited: false,
    recheck_at: null,
    alerted_at: null,
    tries: 0,
  }
  const landsUntil = connection.late_post_until
  const isOver = landsUntil === null || landsUntil.getTime() <= now
  // A wish that came while Leaf answered: the rows tell on the next turn what becomes of it.
  const isNewest = connection.disconnect_generation === generation
  updateConnection(turn, {
    ...gone,
    ...(isNewest && isOver ? { disconnect_generation: null, next_run_at: null } : {}),
    ...(isNewest && !isOver ? { next_run_at: landsUntil } : {}),
  })
}

export const recordDisconnectFailed = ({ timings, jitter }: ConnectionRecorder, turn: Turn, error: unknown): void => {
  const { connection } = turn.rows
  const failure = toFailure(error)
  if (error instanceof LeafError && error.kind === 'user_not_found')
    return recordDisconnected(turn, connection.generation)
  const retryAfter = failure.kind === 'unavailable' ? failure.retryAfter : undefined
  // Without end: a grower who left must not stay connected because Leaf was away for long.
  const delay = retryDelay({ tries: connection.tries, jitter: jitter(), retryAfter }, timings)
  updateConnection(turn, { next_run_at: inTurn(turn, delay), tries: connection.tries + 1 })
}

/** A later look: settles what was still `checking`, or plans the next look, or gives up looking. Rule 9. */
export const recordRecheck = (
  { readStatus, timings, jitter }: ConnectionRecorder,
  turn: Turn,
  result: Extract<Result, { kind: 'rechecked' }> | null,
): void => {
  const { connection } = turn.rows
  const credential = result?.credential ?? null
  const status = credential === null ? null : readStatus(credential.statusWord)
  const isListed = result?.listed === true
  const isAwaited = connection.organizations_awaited && !isListed && (result === null || credential !== null)
  const isChecking = result === null || status === 'checking'

  const waits = connection.organizations_awaited ? timings.organizationsRechecks : timings.rechecks
  const next = waits[connection.rechecks + 1]
  const last = waits[connection.rechecks] ?? 0
  const goesOn = (isAwaited || isChecking) && next !== undefined
  updateConnection(turn, {
    ...(result === null
      ? {}
      : {
          known: credential === null || status === null ? null : toKnown(credential, status),
          known_at: inTurn(turn),
        }),
    organizations_awaited: isAwaited && goesOn,
    ...(result === null || result.listed === null
      ? // Nobody has seen an organization, and nobody looks any more: the grower is asked to choose.
        connection.organizations_awaited && !goesOn
        ? { organizations_missing: true }
        : {}
      : { organizations_missing: credential !== null && !isListed && !(isAwaited && goesOn) }),
    recheck_at: goesOn ? inTurn(turn, Math.max(next - last, 0)) : null,
    rechecks: connection.rechecks + 1,
    ...(connection.alerted_at === null ? {} : afterAlert(turn, result !== null, { timings, jitter })),
  })
}

/** Leaf is asked until it answers, and once more if it told of trouble while it was asked: the grower must learn of it. */
const afterAlert = (
  { rows, run }: Turn,
  isAnswered: boolean,
  { timings, jitter }: Pick<ConnectionRecorder, 'timings' | 'jitter'>,
): Partial<Turn['rows']['connection']> => {
  const { alerted_at: alertedAt, rechecks } = rows.connection
  if (!isAnswered)
    return { recheck_at: new Date(rows.now + retryDelay({ tries: rechecks, jitter: jitter() }, timings)) }
  return alertedAt?.getTime() === run.alertSeen?.getTime() ? { alerted_at: null } : { recheck_at: new Date(rows.now) }
}
