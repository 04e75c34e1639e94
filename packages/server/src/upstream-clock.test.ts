import { expect, test } from 'vitest'
import { createUpstreamClock } from './upstream-clock.ts'

const setUp = () => {
  const time = { now: 0 }
  const clock = createUpstreamClock(() => time.now)
  const pass = (milliseconds: number): void => void (time.now += milliseconds)
  return { clock, pass }
}

test('calls one after the other add up; what lies between them does not count', async () => {
  const { clock, pass } = setUp()
  const awaited = await clock.during(async () => {
    pass(1)
    for (let call = 0; call < 2; call += 1) {
      const end = clock.begin()
      await Promise.resolve()
      pass(10)
      end()
      pass(2)
    }
  })
  expect(awaited).toBe(20)
})

test('calls side by side count once, and one that is left behind up to the answer', async () => {
  const { clock, pass } = setUp()
  const awaited = await clock.during(() => {
    const endFirst = clock.begin()
    pass(5)
    const endSecond = clock.begin()
    pass(5)
    endFirst()
    pass(5)
    endSecond()
    clock.begin()
    pass(3)
    return Promise.resolve()
  })
  expect(awaited).toBe(18)
})

test('requests do not count each other’s calls, and calls of nobody count for none', async () => {
  const { clock, pass } = setUp()
  const end = clock.begin()
  const [one, other] = await Promise.all([
    clock.during(async () => {
      const endOwn = clock.begin()
      await Promise.resolve()
      pass(10)
      endOwn()
    }),
    clock.during(() => Promise.resolve()),
  ])
  end()
  expect([one, other]).toEqual([10, 0])
})
