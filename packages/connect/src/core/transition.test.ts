import { type Attempt, ATTEMPT_STATUSES, type AttemptStatus } from '@hitch/protocol'
import { describe, expect, test } from 'vitest'
import { connectionOf } from './testing/fake-bff.ts'
import { transition } from './transition.ts'
import type { FlowState } from './types.ts'

const attemptId = 'att_1'
const NOW = 5000
const attempt = (status: AttemptStatus, more: Partial<Attempt> = {}): Attempt => ({
  attemptId,
  provider: 'CNHIFieldOps',
  status,
  createdAt: '',
  expiresAt: '',
  ...more,
})

const opening: FlowState = { status: 'opening', attemptId }
const blocked: FlowState = { status: 'blocked', attemptId }
const waiting: FlowState = { status: 'waiting', attemptId, windowGone: false }
const gone: FlowState = { status: 'waiting', attemptId, windowGone: true }
const choosing: FlowState = { status: 'choosing_organizations', attemptId }
const exchanging: FlowState = { status: 'finishing', attemptId, since: 1000, signedIn: false }
const sealed: FlowState = { ...exchanging, signedIn: true }
const finishingNow = (signedIn: boolean): FlowState => ({ status: 'finishing', attemptId, since: NOW, signedIn })

const shown = { nothing: undefined, opening, blocked, waiting, finishing: exchanging, choosing }
const settled = (outcome: object): object => ({ status: 'settled', attemptId, outcome })
const denied = { code: 'access_denied', retry: 'now' } as const

/** What is shown next, by what the server says and what is shown now. */
const table: Record<AttemptStatus, Record<keyof typeof shown, object>> = {
  created: { nothing: waiting, opening, blocked, waiting, finishing: exchanging, choosing },
  started: { nothing: waiting, opening: waiting, blocked, waiting, finishing: waiting, choosing: waiting },
  exchanging: {
    nothing: finishingNow(false),
    opening: finishingNow(false),
    blocked: finishingNow(false),
    waiting: finishingNow(false),
    finishing: exchanging,
    choosing: finishingNow(false),
  },
  attaching: {
    nothing: finishingNow(true),
    opening: finishingNow(true),
    blocked: finishingNow(true),
    waiting: finishingNow(true),
    finishing: sealed,
    choosing: finishingNow(true),
  },
  verifying: {
    nothing: finishingNow(true),
    opening: finishingNow(true),
    blocked: finishingNow(true),
    waiting: finishingNow(true),
    finishing: sealed,
    choosing: finishingNow(true),
  },
  choosing_organizations: {
    nothing: choosing,
    opening: choosing,
    blocked: choosing,
    waiting: choosing,
    finishing: choosing,
    choosing,
  },
  connected: always(settled({ status: 'connected', connection: connectionOf('CNHIFieldOps') })),
  failed: always(settled({ status: 'failed', error: denied })),
  cancelled: always(settled({ status: 'cancelled' })),
  expired: always(settled({ status: 'expired', error: denied })),
}

function always(next: object): Record<keyof typeof shown, object> {
  return { nothing: next, opening: next, blocked: next, waiting: next, finishing: next, choosing: next }
}

const details: Partial<Record<AttemptStatus, Partial<Attempt>>> = {
  connected: { connection: connectionOf('CNHIFieldOps') },
  failed: { error: denied },
  expired: { error: denied },
}

describe.each(ATTEMPT_STATUSES)('%s', (status) => {
  test.each(Object.keys(shown) as (keyof typeof shown)[])('while %s is shown', (name) => {
    expect(transition(attempt(status, details[status]), shown[name], false, NOW)).toEqual(table[status][name])
  })
})

test('a window that seems closed is told while the grower is at the provider, and before', () => {
  expect(transition(attempt('started'), waiting, true, NOW)).toEqual(gone)
  expect(transition(attempt('created'), opening, true, NOW)).toEqual(gone)
  expect(transition(attempt('exchanging'), gone, true, NOW)).toEqual(finishingNow(false))
})

test('a superseded attempt keeps its error', () => {
  const error = { code: 'attempt_superseded', retry: 'no' } as const
  expect(transition(attempt('cancelled', { error }), waiting, false, NOW)).toEqual(
    settled({ status: 'cancelled', error }),
  )
})

test('a failure without an error, against the promise, is ours', () => {
  expect(transition(attempt('failed'), waiting, false, NOW)).toEqual(
    settled({ status: 'failed', error: { code: 'internal' } }),
  )
})

test('a status that is newer than this copy is neutral', () => {
  const newer = attempt('warming_up' as AttemptStatus)
  expect(transition(newer, exchanging, false, NOW)).toEqual(exchanging)
  expect(transition(newer, undefined, false, NOW)).toEqual(waiting)
})
