import type { Timings } from '../timings.ts'
import { nextAttemptStep } from './attempt-step.ts'
import { FRESH_MEMORY, type AttemptFacts, type AttemptStep, type Clock, type Moment, type RunMemory } from './facts.ts'

/** What the rows say of one (Leaf user, provider). */
export interface ConnectionFacts {
  /** The newest wish of the grower's: a sealed token or a disconnect. */
  readonly generation: number
  /** The newest disconnect, done or not. */
  readonly lastDisconnect: number | null
  readonly disconnect: { readonly generation: number; readonly notBefore: Moment | null } | null
  /** Open attempts whose code is exchanged, and reopened organizations steps. */
  readonly attempts: readonly AttemptFacts[]
  readonly recheckAt: Moment | null
  /** Until then a lost POST of an overtaken attempt may still land: nobody's look is to be trusted before. */
  readonly latePostUntil: Moment | null
}

/** What one run has seen, by attempt. */
export type Memories = ReadonlyMap<string, RunMemory>

export type ConnectionStep =
  /** A newer wish overtook this attempt. It sends nothing any more. */
  | { readonly kind: 'overtaken'; readonly attemptId: string; readonly by: 'attempt' | 'disconnect' }
  /** A newer sealed token overtook the disconnect. */
  | { readonly kind: 'drop_disconnect' }
  /** DELETE the credential. */
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'attempt'; readonly attemptId: string; readonly step: Exclude<AttemptStep, { kind: 'rest' }> }
  /** `unlucky`: attempts for which this rest counts as a try that went wrong. `until: null`: nothing is left to do. */
  | { readonly kind: 'rest'; readonly until: Moment | null; readonly attempts: readonly Rest[] }
  /** A later look at a connection that was still `checking`. */
  | { readonly kind: 'recheck' }

export interface Rest {
  readonly attemptId: string
  readonly until: Moment
  readonly unlucky: boolean
}

/**
 * What to do next for one (Leaf user, provider). The grower's last wish wins: DESIGN section 4, rule 8. Serial by the
 * lease that the caller holds.
 */
export const nextConnectionStep = (
  connection: ConnectionFacts,
  memories: Memories,
  clock: Clock,
  timings: Timings,
): ConnectionStep => {
  const { generation, lastDisconnect, disconnect, attempts } = connection
  for (const attempt of attempts)
    if (attempt.generation !== null && attempt.generation < generation)
      return {
        kind: 'overtaken',
        attemptId: attempt.attemptId,
        by: lastDisconnect === generation ? 'disconnect' : 'attempt',
      }
  if (disconnect !== null && disconnect.generation < generation) return { kind: 'drop_disconnect' }
  if (disconnect !== null && isDue(disconnect.notBefore, clock)) return { kind: 'disconnect' }

  const rests: Rest[] = []
  for (const attempt of attempts) {
    const memory = memories.get(attempt.attemptId) ?? FRESH_MEMORY
    const step = isTooEarly(attempt, connection, clock) ?? nextAttemptStep(attempt, memory, clock, timings)
    if (step.kind !== 'rest') return { kind: 'attempt', attemptId: attempt.attemptId, step }
    rests.push({ attemptId: attempt.attemptId, until: step.until, unlucky: step.unlucky })
  }
  const { recheckAt } = connection
  if (recheckAt !== null && recheckAt <= clock.now) return { kind: 'recheck' }
  const moments = [...rests.map((rest) => rest.until), ...(recheckAt === null ? [] : [recheckAt])]
  if (disconnect?.notBefore != null) moments.push(disconnect.notBefore)
  return { kind: 'rest', until: moments.length === 0 ? null : Math.min(...moments), attempts: rests }
}

/** Else the older token, landing last, would stand in the place of the newer one. */
const isTooEarly = (
  { generation, hasBaseline }: AttemptFacts,
  { latePostUntil }: ConnectionFacts,
  { now }: Clock,
): Extract<AttemptStep, { kind: 'rest' }> | null =>
  generation !== null && !hasBaseline && latePostUntil !== null && latePostUntil > now
    ? { kind: 'rest', until: latePostUntil, unlucky: false }
    : null

const isDue = (notBefore: Moment | null, { now }: Clock): boolean => notBefore === null || notBefore <= now
