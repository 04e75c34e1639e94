import { expect, test } from 'vitest'
import { complaintsOf } from './judge.ts'

const NOTHING_LEFT = { unfinished: 0, sealed: 0 }
const at = (externalId: string, ...providers: string[]) => ({
  externalId,
  connected: providers.map((provider) => ({ provider })),
})

test('what was kept is not complained of', () => {
  const ended = [
    { grower: 'one', provider: 'CNHI', outcome: 'connected' },
    { grower: 'two', provider: 'CNHI', outcome: 'exchange_interrupted' },
  ]
  expect(complaintsOf(ended, [at('one', 'CNHI'), at('two')], NOTHING_LEFT)).toEqual([])
})

test.each([
  ['another outcome', 'code_rejected', [at('one')], NOTHING_LEFT],
  ['connected, and lost at Leaf', 'connected', [at('one')], NOTHING_LEFT],
  ['attached twice', 'connected', [at('one', 'CNHI', 'CNHI')], NOTHING_LEFT],
  ['attached all the same', 'exchange_interrupted', [at('one', 'CNHI')], NOTHING_LEFT],
  ['a second Leaf user', 'connected', [at('one', 'CNHI'), at('one')], NOTHING_LEFT],
  ['work that nobody does', 'connected', [at('one', 'CNHI')], { unfinished: 1, sealed: 0 }],
  ['a sealed copy', 'connected', [at('one', 'CNHI')], { unfinished: 0, sealed: 1 }],
])('%s is', (_, outcome, users, left) => {
  expect(complaintsOf([{ grower: 'one', provider: 'CNHI', outcome }], users, left)).toHaveLength(1)
})
