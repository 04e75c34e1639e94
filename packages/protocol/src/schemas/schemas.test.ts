import { expect, test } from 'vitest'
import { z } from 'zod'
import { callbackBodySchema, createSessionSchema, EXAMPLES, field, ROUTE_TABLE, type Route } from './index.ts'

test.each(['null', 'https://farm.example/', 'https://user@farm.example', 'farm.example', 'ftp://farm.example', ''])(
  'origin refuses %j',
  (value) => expect(field.origin.safeParse(value).success).toBe(false),
)

test('externalId is trimmed, and blanks alone are refused', () => {
  expect(field.externalId.parse('  grower 7 ')).toBe('grower 7')
  expect(field.externalId.safeParse(' \t\n ').success).toBe(false)
  expect(field.externalId.safeParse('x'.repeat(201)).success).toBe(false)
})

test('a session body names its grower exactly once', () => {
  const origin = 'https://farm.example'
  expect(createSessionSchema.safeParse({ origin }).success).toBe(false)
  expect(createSessionSchema.safeParse({ origin, leafUserId: 'u', externalId: 'e' }).success).toBe(false)
  expect(createSessionSchema.safeParse({ origin, leafUserId: 'u' }).success).toBe(true)
})

test('a callback body has a code or an error; both at once are read, so that the attempt can be ended', () => {
  const state = 's'.repeat(43)
  expect(callbackBodySchema.safeParse({ state, code: 'c' }).success).toBe(true)
  expect(callbackBodySchema.safeParse({ state, error: 'access_denied' }).success).toBe(true)
  expect(callbackBodySchema.safeParse({ state, code: 'c', error: 'access_denied' }).success).toBe(true)
  expect(callbackBodySchema.safeParse({ state }).success).toBe(false)
})

test.each(Object.entries<Route>(ROUTE_TABLE))('the example of %s is what it takes and answers', (key, route) => {
  const { [key]: example = {} }: Readonly<Record<string, Readonly<Record<string, unknown>>>> = EXAMPLES
  const answer = Object.values(route.answers).find((one) => one instanceof z.ZodType)
  const parts = Object.entries({ body: route.body, answer }).filter(([, schema]) => schema !== undefined)
  expect(Object.fromEntries(parts.map(([part, schema]) => [part, schema?.parse(example[part])]))).toEqual(example)
})
