import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test('text of strangers becomes one line without tricks', () => {
  expect(cleanText('denied\r\n{"level":50}\u001b[31m\u202E\u2028x')).toBe('denied {"level":50} [31m x')
})

test('it is cut', () => {
  expect(cleanText('x'.repeat(5000))).toHaveLength(300)
})
