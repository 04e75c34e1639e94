import { expect, test } from 'vitest'
import { createAvailability } from './availability.ts'

const watch = () => {
  let time = 0
  const open = new Set<string>()
  const availability = createAvailability({
    now: () => time,
    breakers: () => ['leaf', 'CNHI', 'JohnDeere'].map((name) => [name, open.has(name) ? 'open' : 'closed'] as const),
  })
  return {
    open,
    availability,
    pass: (milliseconds: number) => void (time += milliseconds),
    of: () => availability.of('CNHI'),
  }
}

test('nothing seen, and a quick answer, are available', () => {
  const { availability, of } = watch()
  expect(of()).toBe('available')
  availability.answered('CNHI', 200)
  expect(of()).toBe('available')
})

test('a slow answer is degraded for a minute, or until a quick one', () => {
  const { availability, of, pass } = watch()
  availability.answered('CNHI', 3_001)
  expect(of()).toBe('degraded')
  expect(availability.of('JohnDeere')).toBe('available')
  pass(60_000)
  expect(of()).toBe('available')
  availability.answered('CNHI', 3_001)
  availability.answered('CNHI', 10)
  expect(of()).toBe('available')
})

test('one failure is degraded, two in a row are down, an answer mends it', () => {
  const { availability, of } = watch()
  availability.failed('CNHI')
  expect(of()).toBe('degraded')
  availability.failed('CNHI')
  expect(of()).toBe('down')
  availability.answered('CNHI', 10)
  expect(of()).toBe('available')
})

test('one that is down is looked at again every ten seconds, and forgotten when nobody looks', () => {
  const { availability, of, pass } = watch()
  availability.failed('CNHI')
  pass(10_000)
  expect(availability.isLookDue('CNHI')).toBe(false)
  availability.failed('CNHI')
  expect(availability.isLookDue('CNHI')).toBe(false)
  pass(10_000)
  expect(availability.isLookDue('CNHI')).toBe(true)
  availability.failed('CNHI')
  expect(availability.isLookDue('CNHI')).toBe(false)
  pass(5 * 60_000)
  expect(of()).toBe('available')
  expect(availability.isLookDue('CNHI')).toBe(false)
})

test('a provider whose breaker is open is down, and somebody is to look whether it is back', () => {
  const { availability, of, open } = watch()
  open.add('leaf')
  expect(of()).toBe('available')
  open.add('CNHI')
  expect(of()).toBe('down')
  expect(availability.of('JohnDeere')).toBe('available')
  availability.failed('CNHI')
  expect(availability.isLookDue('CNHI')).toBe(false)
  open.delete('CNHI')
  expect(of()).toBe('degraded')
})
