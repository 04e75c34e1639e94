import { describe, expect, test } from 'vitest'
import { judgeRun, readPlaywright, readVitest } from './reports.mjs'

const passed = { suite: 'unit', name: 'a', outcome: 'passed' as const, ms: 1 }
const failed = { ...passed, outcome: 'failed' as const }
const skipped = { ...passed, outcome: 'skipped' as const }

describe('a vitest report', () => {
  const file = (status: string, tests: { status: string; failureMessages?: string[] }[], message = '') => ({
    testResults: [
      {
        name: '/project/packages/a/src/a.test.ts',
        status,
        message,
        assertionResults: tests.map((result, index) => ({ fullName: ` test ${index}`, duration: 5, ...result })),
      },
    ],
  })

  test('counts each test by its status', () => {
    const report = file('failed', [
      { status: 'passed' },
      { status: 'failed', failureMessages: ['expected 1', 'at line 2'] },
      { status: 'pending' },
      { status: 'todo' },
    ])
    expect(readVitest('unit', report, '/project')).toEqual([
      { suite: 'unit', name: 'packages/a/src/a.test.ts > test 0', outcome: 'passed', ms: 5 },
      {
        suite: 'unit',
        name: 'packages/a/src/a.test.ts > test 1',
        outcome: 'failed',
        ms: 5,
        message: 'expected 1\nat line 2',
      },
      { suite: 'unit', name: 'packages/a/src/a.test.ts > test 2', outcome: 'skipped', ms: 5 },
      { suite: 'unit', name: 'packages/a/src/a.test.ts > test 3', outcome: 'skipped', ms: 5 },
    ])
  })

  test('a file that fails without a failing test is a failure of its own', () => {
    const results = readVitest('unit', file('failed', [{ status: 'passed' }], 'afterAll threw'), '/project')
    expect(results.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['passed', undefined],
      ['failed', 'afterAll threw'],
    ])
    expect(readVitest('unit', file('failed', [], 'cannot load'), '/project')).toMatchObject([
      { name: 'packages/a/src/a.test.ts', outcome: 'failed', message: 'cannot load' },
    ])
  })
})

describe('a Playwright report', () => {
  const spec = (status: string, errors: { message: string }[] = []) => ({
    title: `is ${status}`,
    tests: [{ status, results: [{ duration: 7, errors }] }],
  })

  test('counts the tests of nested suites', () => {
    const report = {
      errors: [],
      suites: [
        {
          title: 'connect.spec.ts',
          specs: [spec('expected')],
          suites: [{ title: 'John Deere', specs: [spec('unexpected', [{ message: 'no tile' }]), spec('skipped')] }],
        },
      ],
    }
    expect(readPlaywright('e2e', report)).toEqual([
      { suite: 'e2e', name: 'connect.spec.ts > is expected', outcome: 'passed', ms: 7 },
      {
        suite: 'e2e',
        name: 'connect.spec.ts > John Deere > is unexpected',
        outcome: 'failed',
        ms: 7,
        message: 'no tile',
      },
      { suite: 'e2e', name: 'connect.spec.ts > John Deere > is skipped', outcome: 'skipped', ms: 7 },
    ])
  })

  test('a flaky test and an error outside of tests are failures', () => {
    const report = { errors: [{ message: 'no such file' }], suites: [{ title: 'a', specs: [spec('flaky')] }] }
    expect(readPlaywright('e2e', report).map(({ outcome, message }) => [outcome, message])).toEqual([
      ['failed', 'Playwright calls it flaky.'],
      ['failed', 'no such file'],
    ])
  })
})

describe('a run', () => {
  test('that ended well is what its tests are', () => {
    expect(judgeRun('unit', [passed, skipped], { code: 0, output: '' })).toEqual([passed, skipped])
    expect(judgeRun('unit', [passed, failed], { code: 1, output: '' })).toEqual([passed, failed])
  })

  test('that crashed without a failing test has failed, and shows its output', () => {
    const results = judgeRun('unit', [passed], { code: 1, output: 'Unhandled rejection' })
    expect(results).toHaveLength(2)
    expect(results[1]).toMatchObject({ outcome: 'failed', message: expect.stringContaining('Unhandled rejection') })
  })

  test.each([[[]], [[skipped]]])('in which no test ran has failed', (results) => {
    expect(judgeRun('unit', results, { code: 0, output: 'No test files found' }).at(-1)).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('No test files found'),
    })
  })
})
