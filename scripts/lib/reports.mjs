import { relative } from 'node:path'

/**
 * @typedef {object} Result one test, or one check
 * @property {string} suite
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {number} ms
 * @property {string} [message] why it failed
 */

/**
 * @typedef {object} VitestReport what `vitest --reporter=json` writes, as far as it is read here
 * @property {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }[]} testResults
 *
 * @typedef {{ fullName: string, status: string, duration?: number | null, failureMessages?: string[] | null }} VitestTest
 */

/**
 * @param {string} suite
 * @param {VitestReport} report
 * @param {string} root
 * @returns {Result[]}
 */
export function readVitest(suite, report, root) {
  return report.testResults.flatMap((file) => {
    const path = relative(root, file.name)
    /** @type {Result[]} */
    const tests = file.assertionResults.map(({ fullName, status, duration, failureMessages }) => ({
      suite,
      name: `${path} > ${fullName.trim()}`,
      outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
      ms: duration ?? 0,
      ...(status === 'failed' ? { message: (failureMessages ?? []).join('\n') } : {}),
    }))
    // A file that does not load, or whose afterAll throws, fails although none of its tests does.
    const failsAlone = file.status === 'failed' && !tests.some(({ outcome }) => outcome === 'failed')
    return failsAlone ? [...tests, { suite, name: path, outcome: 'failed', ms: 0, message: file.message ?? '' }] : tests
  })
}

/**
 * @typedef {object} PlaywrightReport what Playwright's JSON reporter writes, as far as it is read here
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string, stack?: string }[]} errors
 *
 * @typedef {{ title: string, file?: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ status: string, results: { duration: number, errors: { message?: string }[] }[], annotations?: { type: string, description?: string }[] }} PlaywrightTest
 */

/**
 * @param {string} suite
 * @param {PlaywrightReport} report
 * @returns {Result[]}
 */
export function readPlaywright(suite, report) {
  /** @type {Result[]} */
  const errors = report.errors.map(({ message, stack }) => ({
    suite,
    name: 'before any test',
    outcome: 'failed',
    ms: 0,
    message: stack ?? message ?? '',
  }))
  return [...report.suites.flatMap((inner) => readPlaywrightSuite(suite, inner, [])), ...errors]
}

/** @type {Record<string, Result['outcome']>} */
const playwrightOutcomes = { expected: 'passed', skipped: 'skipped' }

/**
 * @param {string} suite
 * @param {PlaywrightSuite} node
 * @param {string[]} above
 * @returns {Result[]}
 */
function readPlaywrightSuite(suite, node, above) {
  const titles = [...above, node.title]
  const own = (node.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, results }) => {
      const outcome = playwrightOutcomes[status] ?? 'failed'
      const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''))
      return {
        suite,
        name: [...titles, spec.title].join(' > '),
        outcome,
        ms: results.reduce((sum, { duration }) => sum + duration, 0),
        ...(outcome === 'failed' ? { message: messages.join('\n') || `Playwright calls it ${status}.` } : {}),
      }
    }),
  )
  return [...own, ...(node.suites ?? []).flatMap((inner) => readPlaywrightSuite(suite, inner, titles))]
}

/**
 * What a suite's run comes to: its tests, and one failure more where the run itself went wrong without a test to show it.
 *
 * @param {string} suite
 * @param {Result[]} results
 * @param {{ code: number, output: string }} run
 * @returns {Result[]}
 */
export function judgeRun(suite, results, { code, output }) {
  const failed = (/** @type {string} */ message) => [
    ...results,
    {
      suite,
      name: `${suite} as a whole`,
      outcome: /** @type {const} */ ('failed'),
      ms: 0,
      message: `${message}\n${output}`,
    },
  ]
  if (!results.some(({ outcome }) => outcome !== 'skipped')) return failed('No test ran.')
  if (code !== 0 && !results.some(({ outcome }) => outcome === 'failed')) {
    return failed(`It ended with code ${code} although no test failed.`)
  }
  return results
}
