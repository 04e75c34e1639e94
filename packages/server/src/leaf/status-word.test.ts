import { expect, test } from 'vitest'
import { createStatusReader, readStatusWord } from './status-word.ts'

test.each([
  ['OK', 'connected'],
  ['ok', 'connected'],
  ['  Ok\n', 'connected'],
  ['VALID', 'connected'],
  ['Active', 'connected'],
  ['AUTHENTICATED', 'connected'],
  ['connected', 'connected'],
  ['INVALID', 'needs_attention'],
  ['invalid', 'needs_attention'],
  ['Invalid credentials', 'needs_attention'],
  ['CREDENTIALS_INVALID', 'needs_attention'],
  ['UNAUTHENTICATED', 'needs_attention'],
  ['UNAUTHORIZED', 'needs_attention'],
  ['token expired', 'needs_attention'],
  ['REVOKED', 'needs_attention'],
  ['ERROR', 'needs_attention'],
  [' error: no grant', 'needs_attention'],
  ['NO_ERROR', 'checking'],
  ['PENDING', 'checking'],
  ['CONNECTED_SOON', 'checking'],
  ['NOT OK', 'checking'],
  ['', 'checking'],
  [null, 'checking'],
] as const)('%j reads as %s', (word, status) => {
  expect(readStatusWord(word)).toBe(status)
})

test('an unknown word is told once, cleaned and cut', () => {
  const told: unknown[] = []
  const read = createStatusReader({ warn: (fields) => told.push(fields) })
  for (const word of ['PENDING', 'PENDING', ' pending ', 'OK', 'INVALID', `<b>${'x'.repeat(99)}`]) read(word)
  expect(told).toEqual([{ statusWord: 'PENDING' }, { statusWord: 'pending' }, { statusWord: `?b?${'x'.repeat(57)}` }])
})

test('a Leaf that makes words up without end does not fill the log', () => {
  const told: unknown[] = []
  const read = createStatusReader({ warn: (fields) => told.push(fields) })
  for (let word = 0; word < 1_000; word += 1) read(`word ${word}`)
  expect(told).toHaveLength(100)
})
