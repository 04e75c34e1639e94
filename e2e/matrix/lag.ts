import type { AttemptStatus } from '@hitch/protocol'
import type { JournalEntry } from '../host/journal.ts'
import type { Seen } from './play.ts'

/** How long after the server the widget was with a status of an attempt. */
export interface Lag {
  status: AttemptStatus
  where: 'tile' | 'attempt_finished'
  /** Milliseconds. */
  ms: number
}

const CONNECTED = ['connected', 'syncing', 'checking']
const SETTLED = [...CONNECTED, 'trouble', 'available']
const FINISHING = ['finishing', ...SETTLED]

/** The tile's states that are true of a status, or of one that comes after it. */
const TRUE_OF: Record<AttemptStatus, readonly string[]> = {
  created: ['opening', 'waiting', ...FINISHING],
  started: ['waiting', ...FINISHING],
  exchanging: FINISHING,
  choosing_organizations: ['choosing_organizations', ...SETTLED],
  attaching: FINISHING,
  verifying: FINISHING,
  connected: CONNECTED,
  failed: ['trouble'],
  cancelled: ['available'],
  expired: ['trouble'],
}

/** Of every change that the server told and that came to be shown or told to the host. */
export const lagsOf = ({ changes, journal, attempts }: Pick<Seen, 'changes' | 'journal' | 'attempts'>): Lag[] =>
  changes.flatMap(({ at, attemptId, status }) => {
    const told = journal.find((entry) => entry.kind === 'finished' && entry.attemptId === attemptId)
    const ends = told?.kind === 'finished' && told.status === status
    // What was overtaken by a newer attempt is no longer shown.
    const shows = attempts[0]?.attemptId === attemptId || !ends
    const lags: Lag[] = []
    if (ends) lags.push({ status, where: 'attempt_finished', ms: after(journal, at, told.at) })
    const shown = shows ? tileShows(journal, at, TRUE_OF[status]) : undefined
    if (shown !== undefined) lags.push({ status, where: 'tile', ms: after(journal, at, shown) })
    return lags
  })

/** When the tile first showed one of the states, from `at` on. It may have shown it before, and still. */
const tileShows = (journal: readonly JournalEntry[], at: number, states: readonly string[]): number | undefined => {
  const tiles = journal.filter((entry) => entry.kind === 'tile')
  const then = tiles.findLast((entry) => entry.at <= at)
  if (then !== undefined && states.includes(then.state)) return at
  return tiles.find((entry) => entry.at > at && states.includes(entry.state))?.at
}

/** A page that was reloaded meanwhile could know it from then on. */
const after = (journal: readonly JournalEntry[], at: number, shown: number): number => {
  const loaded = journal.findLast((entry) => entry.kind === 'loaded' && entry.at > at && entry.at < shown)
  return Math.max(0, shown - (loaded?.at ?? at))
}
