import { describe, expect, test } from 'vitest'
import { endingOf, isPossible, needsReopening } from './expected.ts'
import { everyCase, FACTORS, nameOf, plain, type Case } from './factors.ts'

const odd = (how: Partial<Case>): Case => ({ ...plain, ...how })

describe('endingOf', () => {
  test.each<[Partial<Case>, ReturnType<typeof endingOf>]>([
    [{}, 'connected'],
    [{ hostCoop: 'same-origin', providerCoop: 'same-origin', csp: 'strictest' }, 'connected'],
    [{ referrerPolicy: 'no-referrer', frame: 'cross-origin' }, 'connected'],
    [{ frame: 'sandboxed' }, 'connected'],
    [{ closed: 'consent', reload: 'mid_flow' }, 'connected'],
    [{ csp: 'forbids' }, 'blocked_by_host_policy'],
    [{ csp: 'forbids', frame: 'sandboxed' }, 'blocked_by_host_policy'],
    [{ hostCoop: 'same-origin', frame: 'cross-origin' }, 'connected'],
    [{ hostCoop: 'same-origin', frame: 'cross-origin', csp: 'forbids' }, 'blocked_by_host_policy'],
    [{ hostCoop: 'same-origin-allow-popups', frame: 'cross-origin' }, 'connected'],
    [{ hostCoop: 'same-origin', frame: 'same-origin' }, 'connected'],
    [{ providerCoop: 'same-origin', frame: 'sandboxed' }, 'cancelled'],
    [{ providerCoop: 'same-origin', frame: 'cross-origin' }, 'connected'],
  ])('%o ends %s', (how, ending) => {
    expect(endingOf(odd(how))).toBe(ending)
  })

  test('knows nothing of what the grower does', () => {
    for (const closed of FACTORS.closed) {
      for (const reload of FACTORS.reload) expect(endingOf(odd({ closed, reload }))).toBe('connected')
    }
  })
})

describe('isPossible', () => {
  test.each<[Partial<Case>, boolean]>([
    [{}, true],
    [{ back: 'after_callback' }, true],
    [{ back: 'after_callback', closed: 'after_outcome' }, true],
    [{ back: 'after_callback', closed: 'consent' }, false],
    [{ csp: 'forbids' }, true],
    [{ csp: 'forbids', closed: 'sign_in' }, false],
    [{ csp: 'forbids', reload: 'mid_flow' }, false],
    [{ csp: 'forbids', providerCoop: 'same-origin' }, false],
    [{ frame: 'cross-origin', hostCoop: 'same-origin' }, true],
    [{ frame: 'cross-origin', hostCoop: 'same-origin', closed: 'consent' }, false],
    [{ frame: 'sandboxed', providerCoop: 'same-origin' }, true],
    [{ frame: 'sandboxed', providerCoop: 'same-origin', closed: 'consent' }, false],
  ])('%o: %s', (how, possible) => {
    expect(isPossible(odd(how))).toBe(possible)
  })
})

test('a window that is closed before Allow has to be opened again', () => {
  const reopened = FACTORS.closed.filter((closed) => needsReopening(odd({ closed })))
  expect(reopened).toEqual(['before_provider', 'sign_in', 'consent'])
})

test('cases are named by what is not plain, each differently', () => {
  expect(nameOf(plain)).toBe('plain')
  expect(nameOf(odd({ csp: 'strictest', closed: 'consent' }))).toBe('csp strictest, closed consent')
  expect(new Set(everyCase().map(nameOf)).size).toBe(3 * 2 * 4 * 4 * 4 * 6 * 2 * 2)
})
