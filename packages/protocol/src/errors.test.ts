import { expect, test } from 'vitest'
import { errorFacts, ERRORS, isErrorCode } from './errors.ts'
import { ERROR_HINTS } from './schemas/index.ts'

test('a code that is newer than this copy is the neutral case, never a throw', () => {
  expect(errorFacts('made_next_year')).toEqual(ERRORS.internal)
  expect(errorFacts('toString')).toEqual(ERRORS.internal)
  expect(isErrorCode('constructor')).toBe(false)
  expect(isErrorCode('access_denied')).toBe(true)
})

test('every code has an operator hint, and no hint without a code', () => {
  expect(Object.keys(ERROR_HINTS).toSorted()).toEqual(Object.keys(ERRORS).toSorted())
})
