import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOW } from '../testing/attempt-facts.ts'
import { DEFAULT_TIMINGS as timings } from '../timings.ts'
import { nextAttemptStep } from './attempt-step.ts'
import type { AttemptFacts, AttemptStep, Failure, RunMemory } from './facts.ts'

const HOUR = 3_600_000

const moment = fc.integer({ min: NOW - 100 * HOUR, max: NOW + 100 * HOUR })
const anyFacts = fc.record({
  attemptId: fc.constant('att_1'),
  generation: fc.constant(1),
  begunAt: fc.integer({ min: NOW - 200 * HOUR, max: NOW }),
  hasBaseline: fc.boolean(),
  posts: fc.nat(5),
  hasPrevious: fc.boolean(),
  refusedCode: fc.constantFrom<AttemptFacts['refusedCode']>(null, 'credential_rejected', 'leaf_unavailable'),
  attachedAt: fc.option(moment, { freq: 1 }),
  tries: fc.nat(500),
  notBefore: fc.option(moment, { freq: 1 }),
  organizations: fc.option(fc.record({ until: moment, returnedAt: fc.option(moment), synced: fc.boolean() })),
  verified: fc.boolean(),
})
const anyMemory = fc.record({
  seen: fc.constantFrom<RunMemory['seen']>('unknown', 'nothing', 'ours', 'other'),
  status: fc.constantFrom<RunMemory['status']>('unknown', 'gone', 'checking', 'connected', 'needs_attention'),
  organizations: fc.constantFrom<RunMemory['organizations']>('unknown', 'listed', 'none', 'failed'),
  conflict: fc.boolean(),
  posted: fc.boolean(),
  deleted: fc.boolean(),
  restored: fc.boolean(),
  failure: fc.option(
    fc.oneof(
      fc.nat(1e9).map((retryAfter): Failure => ({ kind: 'unavailable', retryAfter })),
      fc.constant<Failure>({ kind: 'final', code: 'credential_rejected' }),
    ),
    { freq: 1 },
  ),
})

type Rule = (attempt: AttemptFacts, memory: RunMemory) => boolean

/** What breaks the rule whenever the step is of this kind; the kind must come up, or the rule says nothing. */
const breaches = <Kind extends AttemptStep['kind']>(
  kind: Kind,
  rule: (attempt: AttemptFacts, memory: RunMemory, step: Extract<AttemptStep, { kind: Kind }>) => boolean,
): unknown => {
  let times = 0
  const { counterexample } = fc.check(
    fc.property(anyFacts, anyMemory, (attempt, memory) => {
      const step = nextAttemptStep(attempt, memory, { now: NOW, jitter: 0.5 }, timings)
      if (step.kind !== kind) return true
      times += 1
      return rule(attempt, memory, step as Extract<AttemptStep, { kind: Kind }>)
    }),
    { numRuns: 5_000 },
  )
  return counterexample ?? (times < 10 ? `${kind} came up only ${times} times` : 'none')
}

const isFree: Rule = (attempt) => attempt.attachedAt === null && attempt.refusedCode === null

describe('whatever stands in the rows and was seen', () => {
  test('a POST is sent only before the attach, with a baseline, and after a look unless it is the first', () => {
    expect(
      breaches(
        'post',
        (attempt, memory) =>
          isFree(attempt, memory) &&
          attempt.hasBaseline &&
          (attempt.posts === 0 || memory.seen !== 'unknown') &&
          !memory.posted &&
          !memory.conflict &&
          memory.failure === null,
      ),
    ).toBe('none')
  })

  test('somebody else’s credential is taken down only after a conflict and a look that shows it', () => {
    expect(
      breaches(
        'replace',
        (attempt, memory) => isFree(attempt, memory) && memory.conflict && memory.seen === 'other' && !memory.deleted,
      ),
    ).toBe('none')
  })

  test('ours is taken down only to put an old one back, and an old one only goes back to an empty place', () => {
    expect(breaches('detach', (attempt, memory) => attempt.refusedCode !== null && memory.seen === 'ours')).toBe('none')
    expect(breaches('put_back', (attempt, memory) => attempt.refusedCode !== null && memory.seen === 'nothing')).toBe(
      'none',
    )
  })

  test('an attempt never fails over an old credential that was not put back', () => {
    expect(
      breaches('settle', (attempt, memory, { outcome }) => {
        if (outcome.status !== 'failed' || !attempt.hasPrevious) return true
        // The new one is attached and stands; only the organizations are missing, or Leaf never tells of them.
        if (attempt.refusedCode === null) return attempt.attachedAt !== null
        const isOver = NOW >= attempt.begunAt + 2 * timings.attachGiveUp
        return memory.restored || memory.seen === 'other' || memory.failure?.kind === 'final' || isOver
      }),
    ).toBe('none')
  })

  test('nothing is connected that was not attached, nor John Deere without an organization or a return', () => {
    expect(
      breaches('settle', (attempt, memory, { outcome }) => {
        if (outcome.status !== 'connected') return true
        if (attempt.attachedAt === null || memory.status === 'needs_attention') return false
        return (
          attempt.organizations === null ||
          memory.organizations === 'listed' ||
          attempt.organizations.returnedAt !== null
        )
      }),
    ).toBe('none')
  })

  test('it never rests in the past, nor past its end', () => {
    expect(
      breaches('rest', (attempt, _, { until }) => {
        if (attempt.notBefore !== null && attempt.notBefore > NOW) return until === attempt.notBefore
        const deadline = attempt.begunAt + 2 * timings.attachGiveUp
        return until >= NOW && (attempt.attachedAt !== null || until <= deadline)
      }),
    ).toBe('none')
  })
})
