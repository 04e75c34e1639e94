import { expect, it } from 'vitest'
import type { FlowState } from '../../core/types.ts'
import { openAttempts } from './open-attempts.ts'

const attemptId = 'att_9f2c'

it.each<[FlowState, boolean]>([
  [{ status: 'opening' }, true],
  [{ status: 'blocked' }, false],
  [{ status: 'blocked', attemptId }, true],
  [{ status: 'waiting', attemptId, windowGone: false }, true],
  [{ status: 'waiting', attemptId, windowGone: true }, true],
  [{ status: 'choosing_organizations', attemptId }, true],
  [{ status: 'finishing', attemptId, since: 0 }, false],
  [{ status: 'settled', attemptId, outcome: { status: 'cancelled' } }, false],
])('asks where a sign-in can still be stopped: %o', (flow, asks) => {
  expect(openAttempts({ JohnDeere: flow })).toEqual(asks ? ['JohnDeere'] : [])
})

it('names all that can, in the order of their beginning', () => {
  expect(openAttempts({ CNHI: { status: 'opening' }, JohnDeere: { status: 'opening' } })).toEqual(['CNHI', 'JohnDeere'])
})
