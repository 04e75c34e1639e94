import { RateLimiterRes } from 'rate-limiter-flexible'
import { beforeEach, expect, test } from 'vitest'
import { createCounter, type Counter } from './counter.ts'

/** A limit of 100: a tenth of what is left is told at a time. */

const POINTS = 100

let time: number
/** How many points were told at a time. */
let told: number[]
/** With what other instances have told. */
let total: number
let counter: Counter

const consume = (_: string, points: number): Promise<RateLimiterRes> => {
  told.push(points)
  total += points
  const result = new RateLimiterRes(0, 60_000 - time, total)
  return total > POINTS ? Promise.reject(new RateLimiterRes(0, 60_000 - time, 0)) : Promise.resolve(result)
}
const take = async (times: number): Promise<number[]> => {
  const waits: number[] = []
  for (let count = 0; count < times; count += 1) waits.push(await counter.take('a'))
  return waits
}

beforeEach(() => {
  time = 0
  told = []
  total = 0
  counter = createCounter({ consume, points: POINTS, now: () => time })
})

test('far from the limit nobody is asked, and of a tenth of it the others are told at once', async () => {
  expect(new Set(await take(9))).toEqual(new Set([0]))
  expect(told).toEqual([])
  await take(1)
  expect(told).toEqual([10])
})

test('the less is left, the more often it is told; of the last requests each', async () => {
  await take(POINTS)
  expect(told).toEqual([10, 9, 8, 7, 6, 6, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, ...Array<number>(18).fill(1)])
})

test('what the others told brings it near, too', async () => {
  total = 75
  await take(10)
  expect(told).toEqual([10])
  await take(1)
  expect(told).toEqual([10, 1])
})

test('who asks more than he may is told how long to wait, again and again, without being let in between', async () => {
  await take(POINTS)
  time = 20_000
  expect(new Set(await take(30))).toEqual(new Set([40_000]))
})

test('a wait of nothing is a wait all the same', async () => {
  await take(POINTS)
  time = 59_999.9
  expect((await take(1))[0]).toBeGreaterThan(0)
})

test('when the window is over the count begins anew', async () => {
  await take(POINTS + 1)
  time = 60_000
  total = 0
  told = []
  expect(await take(9)).toEqual(Array(9).fill(0))
  expect(told).toEqual([])
})

test('what was counted in a window that is over is not told in the next', async () => {
  await take(9)
  time = 60_000
  await take(9)
  expect(told).toEqual([])
})

test('the count lives on while the generations of keys change', async () => {
  time = 59_000
  await take(9)
  time = 61_000
  await take(1)
  expect(told).toEqual([10])
})

test('each key has its own', async () => {
  await take(9)
  await counter.take('b')
  expect(told).toEqual([])
})

test('a limit of a few is told with every request', async () => {
  counter = createCounter({ consume, points: 3, now: () => time })
  await take(2)
  expect(told).toEqual([1, 1])
})

test('a failure is no refusal', async () => {
  counter = createCounter({ consume: () => Promise.reject(new Error('broken')), points: 1, now: () => time })
  await expect(counter.take('a')).rejects.toThrow('broken')
})
