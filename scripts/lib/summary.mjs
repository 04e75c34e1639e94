import { stripVTControlCharacters } from 'node:util'

/** @import { Result } from './reports.mjs' */

/**
 * @param {Result[]} results
 * @param {{ ci: boolean }} options in CI a skipped test is a failed one: nothing is left out there
 */
export function count(results, { ci }) {
  const of = (/** @type {Result['outcome']} */ wanted) => results.filter(({ outcome }) => outcome === wanted)
  const skipped = of('skipped')
  return {
    passed: of('passed').length,
    failed: of('failed').length + (ci ? skipped.length : 0),
    skipped: skipped.map(({ suite, name }) => `${suite}: ${name}`),
  }
}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/** A message without colours and without the test runner's own lines of the stack. @param {string} message */
const readable = (message) =>
  stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s*at .*\/node_modules\//.test(line))
    .map((line) => `    ${line}`)
    .join('\n')

/**
 * Everything that is said at the end, the line with the two numbers last.
 *
 * @param {Result[]} results
 * @param {{ ci: boolean }} options
 * @returns {{ lines: string[], ok: boolean }}
 */
export function summarize(results, { ci }) {
  const { passed, failed, skipped } = count(results, { ci })
  const failures = results
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap(({ suite, name, message = '' }) => ['', `FAILED  ${suite}: ${name}`, readable(message)])
  const slowest = results
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 10)
    .map(({ suite, name, ms }) => `  ${seconds(ms).padStart(7)}  ${suite}: ${name}`)
  const lines = [
    ...failures,
    ...(skipped.length > 0
      ? ['', `Skipped${ci ? ', which counts as failed here' : ''}:`, ...skipped.map((name) => `  ${name}`)]
      : []),
    '',
    'The ten slowest:',
    ...slowest,
    '',
    `${passed} passed, ${failed} failed`,
  ]
  return { lines, ok: failed === 0 && passed > 0 }
}
