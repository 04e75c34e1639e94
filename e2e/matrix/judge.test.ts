import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../host/journal.ts'
import { plain, type Case } from './factors.ts'
import { judge } from './judge.ts'
import { lagsOf } from './lag.ts'
import type { Seen } from './play.ts'

type Attempt = Seen['attempts'][number]

const attempt = (attemptId: string, status: Attempt['status'], error?: Attempt['error']): Attempt => ({
  attemptId,
  provider: 'CNHIFieldOps',
  status,
  createdAt: '',
  expiresAt: '',
  ...(error === undefined ? {} : { error }),
})
const tile = (at: number, state: string): JournalEntry => ({ at, kind: 'tile', state, text: '' })
const loaded = (at: number, storage = true): JournalEntry => ({ at, kind: 'loaded', storage })
const finished = (at: number, attemptId: string, status: string, code?: string): JournalEntry => ({
  at,
  kind: 'finished',
  attemptId,
  status,
  code,
})
const success = (at: number, attemptId: string): JournalEntry => ({ at, kind: 'success', attemptId })

/** A flow as it should be: started at 1000, connected at 5000. */
const good = (): Seen => ({
  journal: [
    loaded(0),
    tile(500, 'opening'),
    tile(1500, 'waiting'),
    finished(6000, 'a', 'connected'),
    success(6000, 'a'),
    tile(6100, 'connected'),
  ],
  changes: [
    { at: 1000, attemptId: 'a', status: 'started' },
    { at: 5000, attemptId: 'a', status: 'connected' },
  ],
  attempts: [attempt('a', 'connected')],
})
const superseded = { code: 'attempt_superseded', retry: 'now' } as const

/** Closed at the sign-in page and reopened. */
const reopened = (): Seen => ({
  journal: [
    loaded(0),
    tile(1500, 'waiting'),
    finished(4600, 'a', 'cancelled', 'attempt_superseded'),
    tile(4800, 'waiting'),
    finished(6000, 'b', 'connected'),
    success(6000, 'b'),
    tile(6100, 'connected'),
  ],
  changes: [
    { at: 1000, attemptId: 'a', status: 'started' },
    { at: 4500, attemptId: 'b', status: 'started' },
    { at: 4500, attemptId: 'a', status: 'cancelled' },
    { at: 5000, attemptId: 'b', status: 'connected' },
  ],
  attempts: [attempt('b', 'connected'), attempt('a', 'cancelled', superseded)],
  lull: { status: 'started', mayReopen: true },
})
const closed: Case = { ...plain, closed: 'sign_in' }

describe('judge', () => {
  test('has nothing to say of good flows', () => {
    expect(judge(plain, good())).toEqual([])
    expect(judge(closed, reopened())).toEqual([])
  })

  test('finds an outcome that is told twice, or not', () => {
    const twice = good()
    twice.journal.push(finished(7000, 'a', 'connected'), success(7000, 'a'))
    expect(judge(plain, twice)).toEqual([
      'attempt_finished came 2 times, expected 1: a connected undefined',
      'onSuccess came 2 times, expected 1: a connected undefined',
    ])
    const never = good()
    never.journal = never.journal.filter(({ kind }) => kind !== 'finished')
    expect(judge(plain, never)).toEqual(['attempt_finished came 0 times, expected 1: a connected undefined'])
  })

  test('finds a false cancel', () => {
    const seen = reopened()
    seen.attempts = [attempt('b', 'connected'), attempt('a', 'cancelled')]
    expect(judge(closed, seen)).toContain('an earlier attempt ended cancelled')
    seen.lull = { status: 'cancelled', mayReopen: false }
    expect(judge(closed, seen)).toEqual(
      expect.arrayContaining([
        'after the window went, the attempt is cancelled',
        'after the window went, the tile offers no "Reopen window"',
      ]),
    )
  })

  test('finds another ending than the policies give', () => {
    expect(judge({ ...plain, csp: 'forbids' }, good())).toEqual([
      'the server says connected, expected undefined',
      'the tile ends connected, expected blocked_by_host_policy',
      'attempt_finished came 0 times, expected 1: a failed blocked_by_host_policy',
    ])
  })

  test('finds what is shown late', () => {
    const late = good()
    late.journal = [...late.journal.slice(0, -1), tile(8001, 'connected')]
    expect(judge(plain, late)).toEqual(['the server knew "connected" 3001 ms before it was in tile'])
  })

  test('expects no word of attempts that a reloaded page without storage forgot', () => {
    const seen = good()
    seen.journal = [
      loaded(0, false),
      tile(1500, 'waiting'),
      loaded(2000, false),
      tile(2100, 'waiting'),
      tile(6100, 'connected'),
    ]
    expect(judge({ ...plain, reload: 'mid_flow' }, seen)).toEqual([])
    seen.journal.push(success(6100, 'a'))
    expect(judge({ ...plain, reload: 'mid_flow' }, seen)).toHaveLength(1)
  })
})

describe('lagsOf', () => {
  test('measures from the server to the tile and to the host', () => {
    expect(lagsOf(good())).toEqual([
      { status: 'started', where: 'tile', ms: 500 },
      { status: 'connected', where: 'attempt_finished', ms: 1000 },
      { status: 'connected', where: 'tile', ms: 1100 },
    ])
  })

  test('takes what was shown before, and still is, as shown at once', () => {
    const seen = good()
    seen.changes = [{ at: 1600, attemptId: 'a', status: 'started' }]
    expect(lagsOf(seen)).toEqual([{ status: 'started', where: 'tile', ms: 0 }])
  })

  test('counts from the reload that came between', () => {
    const seen = good()
    seen.journal = [loaded(0), tile(500, 'opening'), loaded(3000), tile(3200, 'waiting')]
    seen.changes = [{ at: 1000, attemptId: 'a', status: 'started' }]
    expect(lagsOf(seen)).toEqual([{ status: 'started', where: 'tile', ms: 200 }])
  })
})
