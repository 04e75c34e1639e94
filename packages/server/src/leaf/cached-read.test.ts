import { expect, test } from 'vitest'
import { createCachedRead } from './cached-read.ts'

const setUp = (size?: number) => {
  const clock = { now: 0 }
  const cache = createCachedRead<string>({
    freshFor: 10_000,
    deadline: 50,
    now: () => clock.now,
    ...(size !== undefined && { size }),
  })
  return { clock, cache }
}
const never = () => new Promise<string>(() => undefined)
const gives = (value: string) => () => Promise.resolve(value)
const fails = () => Promise.reject(new Error('down'))
const fallback = () => 'fallback'
const deferred = () => {
  let settle: (value: string) => void = () => undefined
  const promise = new Promise<string>((resolve) => {
    settle = resolve
  })
  return { load: () => promise, settle }
}

test('reads of one key share one load; another key loads for itself', async () => {
  const { cache } = setUp()
  let loads = 0
  const load = () => {
    loads += 1
    return Promise.resolve(`value ${loads}`)
  }
  const three = [cache.read('a', load, fallback), cache.read('a', load, fallback), cache.read('b', load, fallback)]
  expect(await Promise.all(three)).toEqual(['value 1', 'value 1', 'value 2'])
})

test('a value is fresh for its time, then loaded again', async () => {
  const { cache, clock } = setUp()
  await cache.read('a', gives('old'), fallback)
  clock.now = 9_999
  expect(await cache.read('a', gives('new'), fallback)).toBe('old')
  clock.now = 10_000
  expect(await cache.read('a', gives('new'), fallback)).toBe('new')
})

test('past the deadline the last known value serves, however old; without one the fallback, told of no reason', async () => {
  const { cache, clock } = setUp()
  const reasons: unknown[] = []
  expect(await cache.read('a', never, (reason) => `${reasons.push(reason)}`)).toBe('1')
  expect(reasons).toEqual([undefined])
  await cache.read('b', gives('known'), fallback)
  clock.now = 1e9
  expect(await cache.read('b', never, fallback)).toBe('known')
})

test('a load that fails serves the last known value; without one the fallback is told why, and may throw', async () => {
  const { cache, clock } = setUp()
  await expect(
    cache.read('a', fails, (reason) => {
      throw reason
    }),
  ).rejects.toThrow('down')
  await cache.read('a', gives('known'), fallback)
  clock.now = 1e9
  expect(await cache.read('a', fails, fallback)).toBe('known')
})

test('a load that throws before it promises is a failed load', async () => {
  const { cache } = setUp()
  const load = () => {
    throw new Error('at once')
  }
  expect(await cache.read('a', load, fallback)).toBe('fallback')
})

test('a late load still fills the cache', async () => {
  const { cache } = setUp()
  const { load, settle } = deferred()
  expect(await cache.read('a', load, fallback)).toBe('fallback')
  settle('late')
  await Promise.resolve()
  expect(await cache.read('a', never, fallback)).toBe('late')
})

test('no more values than allowed are kept; the oldest goes first', async () => {
  const { cache, clock } = setUp(2)
  for (const [key, value] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['c', '4'],
  ] as const) {
    clock.now += 1e6
    await cache.read(key, gives(value), fallback)
  }
  expect(await cache.read('b', fails, fallback)).toBe('fallback')
  clock.now += 1e6
  expect(await cache.read('a', fails, fallback)).toBe('3')
  expect(await cache.read('c', fails, fallback)).toBe('4')
})
