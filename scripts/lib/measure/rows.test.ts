import { expect, test } from 'vitest'
import { rowsOfSizes, rowsOfTests } from './rows.ts'

test('lines of sizes become rows, whatever else is printed', () => {
  const output = [
    'Sizes (1 kB = 1000 bytes):',
    `  ✓ import { A } from 'a': 21.45 kB of at most 22.00 kB`,
    `  ✗ import { A } from 'a', lazy parts: b 5.00 kB, c 2.90 kB (each at most 4.00 kB)`,
    `  ✓ import { A } from 'a', no zod: none in 107 modules`,
    '  ✓ dist/styles.css: 4.58 kB of at most 6.00 kB',
  ].join('\n')
  expect(rowsOfSizes(output)).toEqual([
    { what: "`import { A } from 'a'`", measured: '21.45 kB', promised: 'at most 22.00 kB' },
    { what: "`import { A } from 'a'`, lazy parts", measured: 'b 5.00 kB, c 2.90 kB', promised: 'each at most 4.00 kB' },
    { what: "`import { A } from 'a'`, no zod", measured: 'none in 107 modules', promised: 'none' },
    { what: '`dist/styles.css`', measured: '4.58 kB', promised: 'at most 6.00 kB' },
  ])
})

test('what tests have reported becomes rows, and nothing else that they note', () => {
  const row = { what: 'press to paint', measured: '104 ms', promised: 'below 200 ms' }
  const annotations = [{ type: 'issue' }, { type: 'measured', description: JSON.stringify(row) }]
  const spec = { title: 'a test', tests: [{ status: 'expected', results: [], annotations }] }
  expect(rowsOfTests([{ title: 'a file', suites: [{ title: 'a group', specs: [spec] }] }])).toEqual([row])
})
