import { expect, test } from 'vitest'
import { completeLimits } from './amounts.ts'

test('600 requests and 60 attempts of a session, ten times as many of an address', () => {
  expect(completeLimits()).toEqual({
    sessionRequests: 600,
    sessionAttempts: 60,
    leafUserReads: 300,
    secretKeyRequests: 60_000,
    addressRequests: 6_000,
    addressStarts: 600,
  })
})

test('an address may ten times what the operator grants a session, or what he says', () => {
  const given = { sessionRequests: 50, sessionAttempts: 7, addressStarts: 8 }
  expect(completeLimits(given)).toMatchObject({ ...given, addressRequests: 500 })
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is no amount', (amount) => {
  expect(() => completeLimits({ leafUserReads: amount })).toThrow(/^limits\.leafUserReads must be/)
})
