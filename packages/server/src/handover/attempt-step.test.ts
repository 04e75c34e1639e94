import { describe, expect, test } from 'vitest'
import { attemptFacts, NOW } from '../testing/attempt-facts.ts'
import { DEFAULT_TIMINGS as timings } from '../timings.ts'
import { nextAttemptStep } from './attempt-step.ts'
import { FRESH_MEMORY, type AttemptFacts, type AttemptStep, type Failure, type RunMemory } from './facts.ts'

const HOUR = 3_600_000

const next = (change: Partial<AttemptFacts> = {}, memory: Partial<RunMemory> = {}, now = NOW): AttemptStep =>
  nextAttemptStep(attemptFacts(change), { ...FRESH_MEMORY, ...memory }, { now, jitter: 0.5 }, timings)

const down: Failure = { kind: 'unavailable' }
const failed = (code: string) => ({ kind: 'settle', outcome: { status: 'failed', code } })

describe('attaching', () => {
  test.each<[string, Partial<AttemptFacts>, Partial<RunMemory>, object]>([
    ['first what stands there', { hasBaseline: false }, {}, { kind: 'look' }],
    ['then the POST', {}, {}, { kind: 'post' }],
    ['a look before every further POST', { posts: 1 }, {}, { kind: 'look' }],
    ['not ours: the POST again', { posts: 1 }, { seen: 'other' }, { kind: 'post' }],
    ['nothing there: the POST again', { posts: 1 }, { seen: 'nothing' }, { kind: 'post' }],
    ['a look after a POST', { posts: 1 }, { posted: true }, { kind: 'look' }],
    [
      'one POST in a run',
      { posts: 1 },
      { posted: true, seen: 'other' },
      { kind: 'rest', until: NOW + 1_000, unlucky: true },
    ],
    ['a look after a conflict', { posts: 1 }, { posted: true, conflict: true }, { kind: 'look' }],
    [
      'a stranger after a conflict is replaced',
      { posts: 1 },
      { posted: true, conflict: true, seen: 'other' },
      { kind: 'replace' },
    ],
    [
      'but once in a run',
      { posts: 2 },
      { posted: true, conflict: true, seen: 'other', deleted: true },
      { kind: 'rest', until: NOW + 1_000, unlucky: true },
    ],
    [
      'nobody after a conflict is waited for',
      { posts: 1 },
      { posted: true, conflict: true, seen: 'nothing' },
      { kind: 'rest', until: NOW + 1_000, unlucky: true },
    ],
    ['room was made: the POST again', { posts: 1 }, { deleted: true, seen: 'nothing' }, { kind: 'post' }],
    ['Leaf is away: wait', { tries: 2 }, { failure: down }, { kind: 'rest', until: NOW + 4_000, unlucky: true }],
    [
      'as long as Leaf says',
      {},
      { failure: { ...down, retryAfter: 30 } },
      { kind: 'rest', until: NOW + 30_000, unlucky: true },
    ],
    ['a final answer', {}, { failure: { kind: 'final', code: 'credential_rejected' } }, failed('credential_rejected')],
    [
      'a final answer, with an old one to put back',
      { hasPrevious: true },
      { failure: { kind: 'final', code: 'credential_rejected' } },
      { kind: 'refuse', code: 'credential_rejected' },
    ],
    ['not yet due', { notBefore: NOW + 7 }, {}, { kind: 'rest', until: NOW + 7, unlucky: false }],
  ])('%s', (_, change, memory, step) => {
    expect(next(change, memory)).toEqual(step)
  })

  test('72 hours: the last try is made, and when it fails the attempt ends', () => {
    const late = { begunAt: NOW - 72 * HOUR, tries: 40 }
    expect(next(late)).toEqual({ kind: 'post' })
    expect(next(late, { failure: down })).toEqual(failed('leaf_unavailable'))
    expect(next({ ...late, hasPrevious: true }, { failure: down })).toEqual({
      kind: 'refuse',
      code: 'leaf_unavailable',
    })
    // A Retry-After of years ends there too.
    expect(next({ begunAt: NOW - HOUR }, { failure: { ...down, retryAfter: 1e9 } })).toEqual({
      kind: 'rest',
      until: NOW + 71 * HOUR,
      unlucky: true,
    })
  })
})

describe('verifying', () => {
  const attached = { attachedAt: NOW - 3_000, posts: 1 }
  test.each<[string, Partial<AttemptFacts>, Partial<RunMemory>, object]>([
    ['a look first', attached, {}, { kind: 'look' }],
    ['it works', attached, { status: 'connected' }, { kind: 'settle', outcome: { status: 'connected' } }],
    ['it does not', attached, { status: 'needs_attention' }, failed('credential_rejected')],
    [
      'it does not, and the old one comes back',
      { ...attached, hasPrevious: true },
      { status: 'needs_attention' },
      { kind: 'refuse', code: 'credential_rejected' },
    ],
    [
      'nobody knows: the next look',
      { ...attached, tries: 3 },
      { status: 'checking' },
      { kind: 'rest', until: NOW + 4_000, unlucky: false },
    ],
    [
      'no answer: the next look',
      { ...attached, tries: 3 },
      { failure: down },
      { kind: 'rest', until: NOW + 4_000, unlucky: false },
    ],
    [
      'gone: the next look',
      { ...attached, tries: 1 },
      { status: 'gone' },
      { kind: 'rest', until: NOW + 1_000, unlucky: false },
    ],
    [
      'the user is gone',
      attached,
      { failure: { kind: 'final', code: 'leaf_user_not_found' } },
      failed('leaf_user_not_found'),
    ],
  ])('%s', (_, change, memory, step) => {
    expect(next(change, memory)).toEqual(step)
  })

  test('after 60 s: still checking is connected, still gone is attached again', () => {
    const long = { attachedAt: NOW - 60_000, posts: 1, tries: 7 }
    expect(next(long, { status: 'checking' })).toEqual({ kind: 'settle', outcome: { status: 'connected' } })
    expect(next(long, { failure: down })).toEqual({ kind: 'settle', outcome: { status: 'connected' } })
    expect(next(long, { status: 'gone' })).toEqual({ kind: 'attach_again' })
    expect(next({ ...long, begunAt: NOW - 72 * HOUR }, { status: 'gone' })).toEqual(failed('leaf_unavailable'))
  })

  test('looks come after 0, 1, 2, 4, 8, 15 and 30 s, and end with the 60 s', () => {
    let now = NOW
    const waits: number[] = []
    for (let tries = 1; ; tries += 1) {
      const step = next({ attachedAt: NOW, posts: 1, tries }, { status: 'checking' }, now)
      if (step.kind !== 'rest') break
      waits.push((step.until - now) / 1_000)
      now = step.until
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 30])
  })
})

describe('putting the old one back', () => {
  const refused = { refusedCode: 'credential_rejected', hasPrevious: true, posts: 2 } as const
  test.each<[string, Partial<RunMemory>, object]>([
    ['a look first', {}, { kind: 'look' }],
    ['nothing there: back it goes', { seen: 'nothing' }, { kind: 'put_back' }],
    ['ours is there: it makes room', { seen: 'ours' }, { kind: 'detach' }],
    ['somebody is there: leave it', { seen: 'other' }, failed('credential_rejected')],
    ['it is back', { restored: true }, failed('credential_rejected')],
    ['Leaf is away: wait', { failure: down }, { kind: 'rest', until: NOW + 1_000, unlucky: true }],
    [
      'Leaf will not have it',
      { failure: { kind: 'final', code: 'credential_rejected' } },
      failed('credential_rejected'),
    ],
  ])('%s', (_, memory, step) => {
    expect(next(refused, memory)).toEqual(step)
  })
})

describe('John Deere’s organizations', () => {
  const choosing = { until: NOW + 60_000, returnedAt: null, synced: false }
  const verified = { attachedAt: NOW - 10_000, posts: 1, verified: true } as const
  test.each<[string, Partial<AttemptFacts>, Partial<RunMemory>, object]>([
    ['looked for', { ...verified, organizations: choosing }, {}, { kind: 'look_organizations' }],
    [
      'listed before the return',
      { ...verified, organizations: choosing },
      { organizations: 'listed' },
      { kind: 'settle', outcome: { status: 'connected', organizations: 'listed' } },
    ],
    [
      'none yet',
      { ...verified, organizations: choosing },
      { organizations: 'none' },
      { kind: 'rest', until: NOW + 2_000, unlucky: false },
    ],
    [
      'never returned',
      { ...verified, organizations: { ...choosing, until: NOW } },
      { organizations: 'none' },
      { kind: 'settle', outcome: { status: 'failed', code: 'organizations_not_granted', organizations: 'missing' } },
    ],
    [
      'never returned, but Leaf does not say',
      { ...verified, organizations: { ...choosing, until: NOW } },
      { organizations: 'failed' },
      { kind: 'rest', until: NOW + 1_000, unlucky: true },
    ],
    [
      'returned: sync first',
      { ...verified, organizations: { ...choosing, returnedAt: NOW } },
      {},
      { kind: 'sync_organizations' },
    ],
    [
      'returned, a sync that failed does not hold up the look',
      { ...verified, organizations: { ...choosing, returnedAt: NOW } },
      { failure: down },
      { kind: 'look_organizations' },
    ],
    [
      'returned, none yet',
      { ...verified, organizations: { until: NOW, returnedAt: NOW - 1, synced: true } },
      { organizations: 'none' },
      { kind: 'rest', until: NOW + 2_000, unlucky: false },
    ],
    [
      'returned a minute ago',
      { ...verified, attachedAt: NOW - 90_000, organizations: { until: NOW, returnedAt: NOW - 60_000, synced: true } },
      { organizations: 'none' },
      { kind: 'settle', outcome: { status: 'connected', organizations: 'awaited' } },
    ],
    [
      'returned long ago, but attached only now',
      { ...verified, attachedAt: NOW, organizations: { until: NOW, returnedAt: NOW - 60_000, synced: true } },
      { organizations: 'none' },
      { kind: 'rest', until: NOW + 2_000, unlucky: false },
    ],
    [
      'rejected while choosing',
      { ...verified, verified: false, organizations: choosing },
      { status: 'needs_attention' },
      failed('credential_rejected'),
    ],
    ['attach first', { organizations: choosing }, {}, { kind: 'post' }],
    [
      'none yet, and Leaf asks for patience',
      { ...verified, organizations: choosing },
      { organizations: 'none', failure: { ...down, retryAfter: 9 } },
      { kind: 'rest', until: NOW + 9_000, unlucky: false },
    ],
    [
      'returned, none yet, and Leaf asks for patience',
      { ...verified, organizations: { until: NOW, returnedAt: NOW - 1, synced: true } },
      { organizations: 'none', failure: { ...down, retryAfter: 9 } },
      { kind: 'rest', until: NOW + 9_000, unlucky: false },
    ],
  ])('%s', (_, change, memory, step) => {
    expect(next(change, memory)).toEqual(step)
  })
})
