import { expect, it } from 'vitest'
import { countsOf } from './counts.ts'

it('leaves out what is not known, and one grower alone', () => {
  expect(countsOf({ growers: 1, fields: 0, files: { count: 100, more: true } })).toEqual([
    { key: 'fields', n: 0 },
    { key: 'files', n: 100, more: true },
  ])
  expect(countsOf({})).toEqual([])
})

it('counts growers where there are several, before all else', () => {
  expect(countsOf({ farms: 3, growers: 2 }).map(({ key }) => key)).toEqual(['growers', 'farms'])
})
