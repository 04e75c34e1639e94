import { describe, expect, test } from 'vitest'
import { isPossible } from './expected.ts'
import { everyCase, nameOf, type Case } from './factors.ts'
import { allPairs, selectPairwise } from './pairwise.ts'
import { allCases, namedCases, pairwiseCases } from './selection.ts'

const names = (cases: readonly Case[]): string[] => cases.map(nameOf)
const pairwise = pairwiseCases()

describe('selectPairwise', () => {
  const cases = ['a', 'b', 'c'].flatMap((x) => ['1', '2', '3'].flatMap((y) => ['+', '-'].map((z) => ({ x, y, z }))))

  test('brings every pair with few cases', () => {
    const selected = selectPairwise(cases)
    expect(allPairs(selected)).toEqual(allPairs(cases))
    expect(selected.length).toBeLessThanOrEqual(11)
  })

  test('leaves out the pairs that cannot be', () => {
    const possible = cases.filter(({ x, z }) => x !== 'a' || z === '+')
    const pairs = allPairs(selectPairwise(possible))
    expect(pairs).toEqual(allPairs(possible))
    expect(pairs).not.toContain('x=a & z=-')
  })

  test('begins with what is asked for, and is the same every time', () => {
    const begin = cases.slice(-1)
    const selected = selectPairwise(cases, begin)
    expect(selected.slice(0, 1)).toEqual(begin)
    expect(selectPairwise(cases, begin)).toEqual(selected)
  })
})

test('in the pairwise selection every two values meet that can', () => {
  const possible = everyCase().filter(isPossible)
  expect(allPairs(pairwise)).toEqual(allPairs(possible))
  expect(pairwise.every(isPossible)).toBe(true)
  expect(pairwise.length).toBeLessThanOrEqual(40)
})

test('the twelve named cases can occur, and are in the pairwise selection', () => {
  expect(namedCases).toHaveLength(12)
  expect(namedCases.every(isPossible)).toBe(true)
  expect(names(pairwise)).toEqual(expect.arrayContaining(names(namedCases)))
})

test('all cases are a bounded part of the possible ones', () => {
  const all = allCases()
  expect(all).toHaveLength(621)
  expect(new Set(names(all)).size).toBe(621)
  expect(all.every(isPossible)).toBe(true)
})
