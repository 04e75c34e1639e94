import type { Timings } from '../timings.ts'
import type { AttemptFacts, AttemptStep, Clock, Failure, RunMemory } from './facts.ts'
import { organizationsStep } from './organizations-step.ts'
import { retryDelay } from './retry.ts'

/**
 * What to do next for the newest attempt of a (Leaf user, provider): DESIGN section 4, rules 5 to 9. A pure function of
 * what the rows say, what this run has seen, and the clock; the effects are in `perform.ts` and `record.ts`.
 */
export const nextAttemptStep = (
  attempt: AttemptFacts,
  memory: RunMemory,
  clock: Clock,
  timings: Timings,
): AttemptStep => {
  if (attempt.notBefore !== null && attempt.notBefore > clock.now)
    return { kind: 'rest', until: attempt.notBefore, unlucky: false }
  if (attempt.refusedCode !== null) return restoringStep(attempt, attempt.refusedCode, memory, clock, timings)
  if (attempt.attachedAt === null) return attachingStep(attempt, memory, clock, timings)
  return verifyingStep(attempt, attempt.attachedAt, memory, clock, timings)
}

const attachingStep = (attempt: AttemptFacts, memory: RunMemory, clock: Clock, timings: Timings): AttemptStep => {
  if (memory.failure?.kind === 'final') return fail(attempt, memory.failure.code)
  const again = (): AttemptStep => {
    const deadline = attempt.begunAt + timings.attachGiveUp
    return tryAgain(attempt, deadline, fail(attempt, 'leaf_unavailable'), memory.failure, clock, timings)
  }
  if (memory.failure !== null) return again()
  if (!attempt.hasBaseline) return { kind: 'look' }
  if (memory.conflict) {
    if (memory.seen === 'unknown') return { kind: 'look' }
    // Once in a run: somebody who attaches as fast as we take down must not be fought in a loop.
    return memory.seen === 'other' && !memory.deleted ? { kind: 'replace' } : again()
  }
  if (memory.posted) return memory.seen === 'unknown' ? { kind: 'look' } : again()
  if (attempt.posts > 0 && memory.seen === 'unknown') return { kind: 'look' }
  return { kind: 'post' }
}

const verifyingStep = (
  attempt: AttemptFacts,
  attachedAt: number,
  memory: RunMemory,
  clock: Clock,
  timings: Timings,
): AttemptStep => {
  const { status, failure } = memory
  if (failure?.kind === 'final' && failure.code === 'leaf_user_not_found') return fail(attempt, failure.code)
  const isLookedAt = status !== 'unknown' || failure !== null
  if (!isLookedAt && !attempt.verified) return { kind: 'look' }
  if (status === 'needs_attention') return fail(attempt, 'credential_rejected')

  const patienceEnds = attachedAt + timings.verifyGiveUp
  const isOver = clock.now >= patienceEnds
  if (status === 'gone' && isOver) {
    const isTooOld = clock.now >= attempt.begunAt + timings.attachGiveUp
    return isTooOld ? fail(attempt, 'leaf_unavailable') : { kind: 'attach_again' }
  }
  if (attempt.organizations !== null)
    return organizationsStep(attempt, attempt.organizations, attachedAt, memory, clock, timings)
  // An attempt never waits for a word that Leaf has not published: the connection stays `checking`.
  if (status === 'connected' || attempt.verified || isOver) return { kind: 'settle', outcome: { status: 'connected' } }
  const next = clock.now + Math.max(timings.verifyLooks[attempt.tries] ?? timings.verifyGiveUp, waitOf(failure))
  return { kind: 'rest', until: Math.min(next, patienceEnds), unlucky: false }
}

/** The new credential was refused after the old one was taken down: the old one comes back first. Rule 7. */
const restoringStep = (
  attempt: AttemptFacts,
  code: NonNullable<AttemptFacts['refusedCode']>,
  memory: RunMemory,
  clock: Clock,
  timings: Timings,
): AttemptStep => {
  const end: AttemptStep = { kind: 'settle', outcome: { status: 'failed', code } }
  if (memory.restored || memory.seen === 'other' || memory.failure?.kind === 'final') return end
  // Twice the time: a refusal may have come late.
  const deadline = attempt.begunAt + 2 * timings.attachGiveUp
  if (memory.failure !== null) return tryAgain(attempt, deadline, end, memory.failure, clock, timings)
  switch (memory.seen) {
    case 'unknown':
      return { kind: 'look' }
    case 'ours':
      return { kind: 'detach' }
    case 'nothing':
      return { kind: 'put_back' }
  }
}

const fail = (attempt: AttemptFacts, code: NonNullable<AttemptFacts['refusedCode']>): AttemptStep =>
  attempt.hasPrevious ? { kind: 'refuse', code } : { kind: 'settle', outcome: { status: 'failed', code } }

const tryAgain = (
  { tries }: AttemptFacts,
  deadline: number,
  end: AttemptStep,
  failure: Failure | null,
  { now, jitter }: Clock,
  timings: Timings,
): AttemptStep => {
  if (now >= deadline) return end
  const retryAfter = failure?.kind === 'unavailable' ? failure.retryAfter : undefined
  const until = now + retryDelay({ tries, jitter, retryAfter }, timings)
  return { kind: 'rest', until: Math.min(until, deadline), unlucky: true }
}

const waitOf = (failure: Failure | null): number =>
  failure?.kind === 'unavailable' ? (failure.retryAfter ?? 0) * 1_000 : 0
