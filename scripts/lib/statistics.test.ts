import { expect, test } from 'vitest'
import { median, quantile } from './statistics.ts'

test('a quantile is one of the values: the smallest that enough of them do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(quantile(hundred, 0.98)).toBe(98)
  expect(quantile([5, 1, 3], 0.98)).toBe(5)
  expect(quantile([7], 0)).toBe(7)
  expect(() => quantile([], 0.5)).toThrow('nothing')
})

test('the median is the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2)
})
