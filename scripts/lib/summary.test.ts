import { expect, test } from 'vitest'
import { summarize } from './summary.mjs'

const result = (outcome: 'passed' | 'failed' | 'skipped', name = 'a', ms = 1) => ({ suite: 'unit', name, outcome, ms })

test('ends with the two numbers over all suites', () => {
  const results = [result('passed'), { ...result('passed'), suite: 'e2e' }, result('failed')]
  const { lines, ok } = summarize(results, { ci: false })
  expect(lines.at(-1)).toBe('2 passed, 1 failed')
  expect(ok).toBe(false)
})

test('all is well only when something ran and nothing failed', () => {
  expect(summarize([result('passed')], { ci: true }).ok).toBe(true)
  expect(summarize([], { ci: true }).ok).toBe(false)
  expect(summarize([result('skipped')], { ci: false }).ok).toBe(false)
})

test('a skipped test is named, and in CI it has failed', () => {
  const results = [result('passed'), result('skipped', 'left out')]
  const here = summarize(results, { ci: false })
  expect([here.lines.at(-1), here.ok]).toEqual(['1 passed, 0 failed', true])
  expect(here.lines).toContain('  unit: left out')
  const inCi = summarize(results, { ci: true })
  expect([inCi.lines.at(-1), inCi.ok]).toEqual(['1 passed, 1 failed', false])
  expect(inCi.lines).toContain('  unit: left out')
})

test('a failure is printed with its message, without colours and the runner’s own stack', () => {
  const message = '\u001B[31mexpected 1\u001B[39m\n    at a.test.ts:3\n    at run (/x/node_modules/vitest/a.js:1)'
  const { lines } = summarize([{ ...result('failed', 'adds'), message }], { ci: false })
  expect(lines.slice(0, 3)).toEqual(['', 'FAILED  unit: adds', '    expected 1\n        at a.test.ts:3'])
})

test('the ten slowest are named, slowest first', () => {
  const { lines } = summarize(
    Array.from({ length: 12 }, (_, index) => result('passed', `test ${index}`, index * 1000)),
    { ci: false },
  )
  const from = lines.indexOf('The ten slowest:') + 1
  const slowest = lines.slice(from, lines.indexOf('', from))
  expect(slowest).toHaveLength(10)
  expect(slowest[0]).toBe('   11.0 s  unit: test 11')
  expect(slowest[9]).toBe('    2.0 s  unit: test 2')
})
