import { field } from '@hitch/protocol/schemas'
import { expect, test } from 'vitest'
import { toCreatedTime, toInstant } from './instant.ts'

test.each([
  ['2026-03-19T10:00:00.123456Z', '2026-03-19T10:00:00.123Z'],
  ['2026-03-19T10:00:00Z', '2026-03-19T10:00:00.000Z'],
  ['2026-03-19T10:00:00.5', '2026-03-19T10:00:00.500Z'],
  ['2026-03-19T10:00:00+02:00', '2026-03-19T08:00:00.000Z'],
])('%s is the instant %s', (text, instant) => {
  expect(toInstant(text)).toBe(instant)
  expect(field.instant.parse(instant)).toBe(instant)
})

test.each(['', 'now', '2026-13-45T10:00:00Z', '2026-03-19', 'Thu, 01 Jan 1970 00:00:00 GMT', 5, null, undefined, {}])(
  '%j is no instant',
  (value) => {
    expect(toInstant(value)).toBeNull()
  },
)

test('createdTime passes as it came, or not at all', () => {
  expect(toCreatedTime('2026-03-19T10:00:00.123456Z')).toBe('2026-03-19T10:00:00.123456Z')
  for (const value of ['', '<b>', 'a b', 'x'.repeat(41), '2026"', 5, null, undefined, ['x']])
    expect(toCreatedTime(value)).toBeNull()
})
