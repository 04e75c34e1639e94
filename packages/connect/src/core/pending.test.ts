import { beforeEach, expect, test } from 'vitest'
import { createPending, type Pending } from './pending.ts'
import { asWindow, createStorage, FakeWindow } from './testing/fake-window.ts'

let storage = createStorage()
beforeEach(() => {
  storage = createStorage()
})

const on = (window: FakeWindow): Pending =>
  createPending({ window: asWindow(window), fetch, now: () => 0, random: () => 0 })

test('holds no more than provider and bookkeeping', () => {
  on(new FakeWindow(storage)).add('att_1', 'CNHI')
  expect(JSON.parse(storage.getItem('hitch.attempts') ?? '')).toEqual({
    att_1: { provider: 'CNHI', page: expect.any(Number) },
  })
})

test('an attempt is claimed once', () => {
  const pending = on(new FakeWindow(storage))
  pending.add('att_1', 'CNHI')
  expect([pending.claim('att_1'), pending.claim('att_1')]).toEqual([true, false])
})

test('an attempt of another tab is not ours', () => {
  const pending = on(new FakeWindow(storage))
  expect([pending.take('att_1'), pending.claim('att_1')]).toEqual([false, undefined])
})

test('of two cores on one page the one that has it keeps it', () => {
  const window = new FakeWindow(storage)
  const [first, second] = [on(window), on(window)]
  first.add('att_1', 'CNHI')
  expect([second.take('att_1'), second.claim('att_1')]).toEqual([false, undefined])
  expect(first.claim('att_1')).toBe(true)
})

test('a core that is destroyed lets go of it', () => {
  const window = new FakeWindow(storage)
  const [first, second] = [on(window), on(window)]
  first.add('att_1', 'CNHI')
  first.clear()
  expect(second.take('att_1')).toBe(true)
  expect(first.take('att_1')).toBe(false)
})

test('after a reload it is free, and claimed once over both pages', () => {
  const before = on(new FakeWindow(storage))
  before.add('att_1', 'CNHI')
  before.add('att_2', 'CNHI')
  before.claim('att_1')
  const after = on(new FakeWindow(storage))
  expect([after.claim('att_1'), after.claim('att_2')]).toEqual([false, true])
})

test('what was acknowledged on another page is not claimed by one that the browser kept', () => {
  const kept = on(new FakeWindow(storage))
  kept.add('att_1', 'CNHI')
  const next = on(new FakeWindow(storage))
  next.claim('att_1')
  next.delete('att_1')
  expect(kept.claim('att_1')).toBe(undefined)
})

test.each<[string, () => FakeWindow]>([
  [
    'throws when named',
    () =>
      Object.defineProperty(new FakeWindow(storage), 'sessionStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      }),
  ],
  ['is not there', () => Object.assign(new FakeWindow(), { sessionStorage: null })],
  [
    'is full',
    () => {
      // Something of ours got in before.
      storage.setItem('hitch.attempts', '{}')
      const setItem = (): void => {
        throw new DOMException('full', 'QuotaExceededError')
      }
      return Object.assign(new FakeWindow(), { sessionStorage: { getItem: storage.getItem, setItem } })
    },
  ],
  [
    'holds something else',
    () => {
      storage.setItem('hitch.attempts', 'not ours')
      return new FakeWindow(storage)
    },
  ],
])('storage that %s: an attempt lives as long as its core', (_, open) => {
  const pending = on(open())
  pending.add('att_1', 'CNHI')
  expect([pending.take('att_1'), pending.claim('att_1'), pending.claim('att_1')]).toEqual([true, true, false])
  pending.delete('att_1')
  expect(pending.claim('att_1')).toBe(undefined)
  pending.clear()
})
