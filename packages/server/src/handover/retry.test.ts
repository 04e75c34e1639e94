import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS } from '../timings.ts'
import { retryDelay } from './retry.ts'

test('1, 2, 4, 8, 15, 30 s, then doubling to 10 minutes', () => {
  const delays = Array.from({ length: 14 }, (_, tries) => retryDelay({ tries, jitter: 0.5 }, DEFAULT_TIMINGS) / 1_000)
  expect(delays).toEqual([1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 600, 600, 600, 600])
})

test('jitter keeps it within a quarter, and no number of tries breaks it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (tries, jitter) => {
      const middle = retryDelay({ tries, jitter: 0.5 }, DEFAULT_TIMINGS)
      const delay = retryDelay({ tries, jitter }, DEFAULT_TIMINGS)
      expect(delay).toBeGreaterThanOrEqual(middle * 0.75)
      expect(delay).toBeLessThanOrEqual(middle * 1.25)
      expect(delay).toBeLessThanOrEqual(DEFAULT_TIMINGS.attachRetryMax * 1.25)
    }),
  )
})

test('never sooner than Leaf asked for', () => {
  expect(retryDelay({ tries: 0, jitter: 0, retryAfter: 120 }, DEFAULT_TIMINGS)).toBe(120_000)
  expect(retryDelay({ tries: 9, jitter: 0.5, retryAfter: 1 }, DEFAULT_TIMINGS)).toBe(480_000)
})
