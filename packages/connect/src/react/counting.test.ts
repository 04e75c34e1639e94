import { describe, expect, it } from 'vitest'
import { countingInterval, isCounted, nextCounting, type Counting } from './counting.ts'

const look = (...fields: (number | undefined)[]): Counting =>
  fields.reduce<Counting | undefined>(
    (before, count) => nextCounting(before, count === undefined ? {} : { fields: count }),
    undefined,
  ) ?? { progress: {}, looks: 0, unchanged: 0 }

describe('counting the first data', () => {
  it('backs off', () => {
    expect(countingInterval(undefined)).toBe(3000)
    const intervals = [look(0), look(0, 1), look(0, 1, 2)].map(countingInterval)
    expect(intervals).toEqual([4500, 6750, 10_125])
    expect(countingInterval(look(...Array.from({ length: 15 }, (_, index) => index)))).toBe(60_000)
  })

  it('stops when the count has settled, and not while nothing has come', () => {
    expect(isCounted(look(38, 38, 38))).toBe(false)
    expect(isCounted(look(12, 38, 38, 38, 38))).toBe(true)
    expect(isCounted(look(0, 0, 0, 0, 0))).toBe(false)
    expect(isCounted(look(undefined, undefined, undefined, undefined))).toBe(false)
    expect(countingInterval(look(38, 38, 38, 38))).toBe(false)
  })

  it('stops after twenty looks', () => {
    expect(isCounted(look(...Array.from({ length: 19 }, () => 0)))).toBe(false)
    expect(isCounted(look(...Array.from({ length: 20 }, () => 0)))).toBe(true)
  })
})
