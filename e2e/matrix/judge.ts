import { endingOf } from './expected.ts'
import type { Case } from './factors.ts'
import { lagsOf } from './lag.ts'
import type { Seen } from './play.ts'

/** The server knows it, and this much later the widget shows it. Milliseconds. */
const SHOWN_WITHIN = 3000

/**
 * What a case did not keep, one sentence each; none: it passes.
 *
 * - The flow ends as the policies let it end.
 * - Each attempt that ended is told to the host exactly once, `onSuccess` comes once where connected and else never.
 * - A closed window alone never cancels, and the grower may reopen it.
 * - The widget shows the truth within 3 s.
 */
export const judge = (one: Case, seen: Seen): string[] => [
  ...judgeEnding(one, seen),
  ...judgeTold(one, seen),
  ...judgeLull(seen),
  ...lagsOf(seen)
    .filter(({ ms }) => ms > SHOWN_WITHIN)
    .map(({ status, where, ms }) => `the server knew "${status}" ${ms} ms before it was in ${where}`),
]

const LAST_TILES = {
  connected: ['connected', 'syncing'],
  blocked_by_host_policy: ['trouble'],
  cancelled: ['available'],
} as const

const judgeEnding = (one: Case, { journal, attempts }: Seen): string[] => {
  const ending = endingOf(one)
  const [newest, ...older] = attempts.map(({ status, error }) => (error === undefined ? status : error.code))
  // An attempt that the host's policy stopped never started, so the server does not list it.
  const due = ending === 'connected' || ending === 'cancelled' ? ending : undefined
  const tile = journal.findLast((entry) => entry.kind === 'tile')?.state ?? 'absent'
  return [
    ...(newest === due ? [] : [`the server says ${newest}, expected ${due}`]),
    ...older.filter((how) => how !== 'attempt_superseded').map((how) => `an earlier attempt ended ${how}`),
    ...(LAST_TILES[ending].some((last) => last === tile) ? [] : [`the tile ends ${tile}, expected ${ending}`]),
  ]
}

const judgeTold = (one: Case, { journal, changes, attempts }: Seen): string[] => {
  const due: string[] = attempts
    .filter(({ attemptId }) => !isForgotten(attemptId, { journal, changes }))
    .map(({ attemptId, status, error }) => `${attemptId} ${status} ${error?.code}`)
  if (endingOf(one) === 'blocked_by_host_policy') {
    const stopped = journal.find((entry) => entry.kind === 'finished')?.attemptId
    due.push(`${stopped} failed blocked_by_host_policy`)
  }
  const told = journal.flatMap((entry) =>
    entry.kind === 'finished' ? [`${entry.attemptId} ${entry.status} ${entry.code}`] : [],
  )
  const successes = journal.flatMap((entry) =>
    entry.kind === 'success' ? [`${entry.attemptId} connected undefined`] : [],
  )
  return [
    ...differences('attempt_finished', told, due),
    ...differences(
      'onSuccess',
      successes,
      due.filter((how) => how.includes(' connected ')),
    ),
  ]
}

/**
 * A page without storage that was reloaded does not know the attempts from before as its own: it shows how they end, and
 * tells the host nothing. A frame of another origin is such a page, where the browser keeps storage from those.
 */
const isForgotten = (attemptId: string, { journal, changes }: Pick<Seen, 'journal' | 'changes'>): boolean => {
  const loaded = journal.findLast((entry) => entry.kind === 'loaded')
  const begun = changes.find((change) => change.attemptId === attemptId)
  return loaded?.kind === 'loaded' && !loaded.storage && begun !== undefined && begun.at < loaded.at
}

const differences = (what: string, told: readonly string[], due: readonly string[]): string[] => {
  const times = (list: readonly string[], wanted: string) => list.filter((one) => one === wanted).length
  return [...new Set([...told, ...due])]
    .filter((one) => times(told, one) !== times(due, one))
    .map((one) => `${what} came ${times(told, one)} times, expected ${times(due, one)}: ${one}`)
}

const judgeLull = ({ lull }: Seen): string[] => {
  if (lull === undefined) return []
  return [
    ...(lull.status === 'started' ? [] : [`after the window went, the attempt is ${lull.status}`]),
    ...(lull.mayReopen ? [] : ['after the window went, the tile offers no "Reopen window"']),
  ]
}
