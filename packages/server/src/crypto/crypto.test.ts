import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { equalInConstantTime, keyedHash, sha256 } from './hash.ts'
import { randomId, randomSecret } from './random.ts'

test('an id names its kind, is safe in a path and a cookie name, and does not repeat', () => {
  const ids = Array.from({ length: 100 }, () => randomId(randomBytes, 'att'))
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^att_[A-Za-z0-9_-]{22}$/)
})

test('a secret is 256 bits of the randomness that is passed in', () => {
  expect(randomSecret((size) => new Uint8Array(size).fill(255))).toBe(`${'_'.repeat(42)}8`)
  expect(Buffer.from(randomSecret(randomBytes), 'base64url')).toHaveLength(32)
})

test('hashes are the known ones', () => {
  expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  // RFC 4231 section 4.3.
  expect(keyedHash(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
    'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM',
  )
  expect(keyedHash(Buffer.from('key 1'), 'token')).not.toBe(keyedHash(Buffer.from('key 2'), 'token'))
})

test('comparison tells equal from different, whatever the lengths', () => {
  expect(equalInConstantTime('same', 'same')).toBe(true)
  expect(equalInConstantTime('same', 'sama')).toBe(false)
  expect(equalInConstantTime('same', 'same and more')).toBe(false)
  expect(equalInConstantTime('', 'x')).toBe(false)
})
