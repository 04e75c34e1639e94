import { expect, test } from 'vitest'
import { HttpProblem } from './http-problem.ts'
import { parseJson } from './parse-json.ts'

test('plain JSON is read as it is', () => {
  const value = { a: [1, { b: 'x "quoted": \\ {' }], 'c:d': null, e: '' }
  expect(parseJson(JSON.stringify(value))).toEqual(value)
})

test('equal keys in different objects are no fault, nor is a string that looks like a key', () => {
  expect(parseJson('{"a":{"x":1},"b":{"x":1},"c":["x","x"]}')).toBeTruthy()
})

test.each([
  ['nothing', ''],
  ['half an object', '{"a":1'],
  ['a key twice', '{"a":1,"a":2}'],
  ['a key twice, one of them escaped', '{"a":1,"\\u0061":2}'],
  ['a key twice further in', '[{"a":{"b":1,"b":1}}]'],
  ['__proto__', '{"__proto__":{"admin":true}}'],
  ['NUL in a value', '{"a":"x\\u0000"}'],
  ['NUL in a key', '{"x\\u0000":1}'],
  ['half a surrogate pair', '{"a":"\\ud800"}'],
  ['nesting without end', '['.repeat(9) + ']'.repeat(9)],
])('refuses %s', (_, text) => {
  expect(() => parseJson(text)).toThrow(HttpProblem)
})

test('what is refused is not quoted', () => {
  expect(() => parseJson('{"code":"s3cret"')).toThrow(/^the body is not JSON$/)
})
