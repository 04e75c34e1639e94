import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LeafCredential } from '../leaf/leaf.ts'
import { withoutMask } from './mask.ts'

const OURS = 'v1.MjQ1NmE4ZTItNzk2Zi00ZDk0LWI5'
const LONG_MASK = 'hidden-by-the-operator-of-this-interface'

const shown = (refreshToken: string, more: Record<string, string> = {}): LeafCredential => ({
  id: 'credential-1',
  createdTime: null,
  statusWord: 'OK',
  refreshToken,
  fields: { clientId: 'id', ...more, refreshToken },
})

test.each([
  ['***'],
  ['*'.repeat(200)],
  ['•'.repeat(40)],
  ['[REDACTED]'],
  ['hidden for your safety'],
  ['**********9f3a'],
])('%s in the place of a token is taken as nothing shown, and is not kept to be put back', (mask) => {
  expect(withoutMask(shown(mask), OURS)).toEqual({
    id: 'credential-1',
    createdTime: null,
    statusWord: 'OK',
    refreshToken: null,
    fields: { clientId: 'id' },
  })
})

test('whatever is shown for another field too is no token', () => {
  expect(withoutMask(shown(LONG_MASK, { clientSecret: LONG_MASK }), OURS)?.refreshToken).toBeNull()
  expect(withoutMask(shown(LONG_MASK, { clientSecret: 'another' }), OURS)?.refreshToken).toBe(LONG_MASK)
})

test('a token stays, whatever its alphabet; so does all where our own is no better, and where none is shown', () => {
  const tokens = [OURS, randomUUID(), randomBytes(16).toString('hex'), randomBytes(32).toString('base64url')]
  for (const token of tokens) expect(withoutMask(shown(token), OURS)).toEqual(shown(token))
  expect(withoutMask(shown('old'), 'new')).toEqual(shown('old'))
  expect(withoutMask({ ...shown('x'), refreshToken: null }, OURS)).toEqual({ ...shown('x'), refreshToken: null })
  expect(withoutMask(null, OURS)).toBeNull()
})
