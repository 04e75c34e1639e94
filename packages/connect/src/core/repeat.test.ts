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

test('every second while things move, every 2 s to a minute, then every 5 s', async () => {
  const { times } = ask()
  await pass(80_000)
  // The first answer is news, so the ten seconds count from it.
  expect(times.slice(0, 12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13])
  expect(times.filter((time) => time > 11 && time <= 61)).toEqual(
    Array.from({ length: 25 }, (_, step) => 13 + 2 * step),
  )
  expect(times.filter((time) => time > 61)).toEqual([66, 71, 76])
})

test('news makes it ask closely again', async () => {
  const { times, answer } = ask()
  await pass(70_000)
  answer(() => Promise.resolve('exchanging'))
  await pass(5000)
  const heard = times.at(-1) ?? 0
  await pass(3000)
  expect(times.slice(-3)).toEqual([heard + 1, heard + 2, heard + 3])
})

test('a hidden page asks three times as slowly', async () => {
  const { times, window } = ask()
  window.document.hidden = true
  await pass(10_000)
  expect(times).toEqual([1, 4, 7, 10])
})

test('it does not ask in step with everybody else', async () => {
  const { times } = ask(() => 1)
  await pass(2300)
  expect(times).toEqual([1.1, 2.2])
})

test('waking asks at once, and closely for a while', async () => {
  const { times, wake } = ask()
  await pass(63_500)
  const before = times.length
  wake()
  await pass(2000)
  expect(times.slice(before)).toEqual([63.5, 64.5, 65.5])
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
  await pass(23_000)
  expect(times.slice(-3)).toEqual([121, 122, 123])
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
