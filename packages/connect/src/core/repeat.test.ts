import { beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'
import { asWindow, FakeWindow } from './testing/fake-window.ts'
import { pass, stopTime } from './testing/harness.ts'

beforeEach(stopTime)

interface Asked {
  window: FakeWindow
  /** Seconds since the start at which was asked. */
  times: number[]
  wake: () => void
  answer: (next: () => Promise<unknown>) => void
  finish: () => void
}

const ask = (random = () => 0.5): Asked => {
  const window = new FakeWindow()
  const begun = Date.now()
  const times: number[] = []
  let next = (): Promise<unknown> => Promise.resolve('started')
  let over = false
  const request = (): Promise<unknown> => {
    times.push((Date.now() - begun) / 1000)
    return next()
  }
  const environment = { window: asWindow(window), fetch, now: () => Date.now(), random }
  const wake = repeat(environment, 1000, request, () => over)
  return {
    window,
    times,
    wake,
    answer: (given) => {
      next = given
    },
    finish: () => {
      over = true
    },
  }
}

const gaps = (times: number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0))

test('every second at first, slower bit by bit while nothing changes, and within 3 s for as long as a sign-in may take', async () => {
  const { times } = ask()
  await pass(10_000)
  expect(times.map(Math.round)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, times.length))
  expect(times.length).toBeGreaterThanOrEqual(9)
  await pass(1_790_000)
  // With the jitter on top, which is a tenth at most.
  expect(Math.max(...gaps(times)) * 1.1).toBeLessThan(3)
  const before = times.length
  await pass(36_000_000)
  expect(gaps(times.slice(before)).at(-1)).toBeGreaterThan(8)
})

test('news makes it ask closely again', async () => {
  const { times, answer } = ask()
  await pass(70_000)
  answer(() => Promise.resolve('exchanging'))
  await pass(5000)
  const heard = times.length
  await pass(3100)
  expect(gaps(times.slice(heard - 1)).map(Math.round)).toEqual([1, 1, 1])
})

test('a hidden page asks three times as slowly', async () => {
  const { times, window } = ask()
  window.document.hidden = true
  await pass(10_100)
  expect(times.map(Math.round)).toEqual([1, 4, 7, 10])
})

test('it does not ask in step with everybody else', async () => {
  const { times } = ask(() => 1)
  await pass(2300)
  expect(times.map((time) => time.toFixed(1))).toEqual(['1.1', '2.2'])
})

test('waking asks at once, and closely for a while', async () => {
  const { times, wake } = ask()
  await pass(63_500)
  const before = times.length
  wake()
  await pass(2100)
  expect(times.slice(before)[0]).toBe(63.5)
  expect(gaps(times.slice(before)).map(Math.round)).toEqual([1, 1])
})

test('one request at a time: waking during one asks once more after it', async () => {
  const { times, wake, answer } = ask()
  let release = (): void => {}
  answer(
    () =>
      new Promise((resolve) => {
        release = () => resolve('started')
      }),
  )
  await pass(1000)
  wake()
  wake()
  await pass(30_000)
  expect(times).toEqual([1])
  answer(() => Promise.resolve('started'))
  release()
  await pass(0)
  expect(times).toEqual([1, 31])
})

test('failures slow it down to 30 s and never end it; an answer sets that back', async () => {
  const { times, answer } = ask()
  answer(() => Promise.reject(new Error('no network')))
  await pass(100_000)
  expect(times).toEqual([1, 3, 7, 15, 31, 61, 91])
  answer(() => Promise.resolve('started'))
  await pass(23_100)
  expect(times.slice(-3).map(Math.round)).toEqual([121, 122, 123])
})

test('it asks no more once nobody wants to know', async () => {
  const { times, wake, finish } = ask()
  await pass(1000)
  finish()
  wake()
  await pass(60_000)
  expect(times).toEqual([1])
  expect(vi.getTimerCount()).toBe(0)
})
