import { mkdirSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isBuilt } from './build.mjs'
import { provideFirefox } from './firefox.mjs'
import { pnpm } from './pnpm.mjs'
import { judgeRun, readPlaywright, readVitest } from './reports.mjs'
import { provideWebkit } from './webkit.mjs'

/**
 * @import { Result } from './reports.mjs'
 * @import { Task } from './schedule.mjs'
 *
 * @typedef {(command: string, args: string[], env?: Record<string, string>) => Promise<{ code: number, output: string }>} Run
 */

/**
 * On Preact all tests of the widget pass (`preact`, `touch-preact`, `story-preact`, by hand before a release); here those
 * which tell most within a part of the time.
 */
const ON_PREACT = [
  'src/element/',
  ...['react.test', 'Connect.test', 'use-connect.test', 'dialog/dialog.test', 'dialog/exit.test'].map(
    (name) => `src/react/${name}`,
  ),
]

/**
 * Every check and every suite, in the order in which they are begun.
 *
 * @param {{ root: string, run: Run, filters: string[], say: (line: string) => void }} options filters: parts of file names
 * @returns {Task[]}
 */
export function checks({ root, run, filters, say }) {
  const reports = join(root, 'test-results')
  mkdirSync(reports, { recursive: true })

  /** One check is one test: it passes when the program ends well. */
  const check = (/** @type {string} */ name, /** @type {string} */ command, /** @type {string[]} */ ...args) => ({
    name,
    needs: [],
    slots: 1,
    run: async () => {
      const begun = Date.now()
      const { code, output } = await run(command, args)
      const ms = Date.now() - begun
      /** @type {Result} */
      const passed = { suite: name, name, outcome: 'passed', ms }
      return [code === 0 ? passed : { ...passed, outcome: /** @type {const} */ ('failed'), message: output }]
    },
  })

  /** @template T @param {string} file @returns {T | undefined} */
  const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

  /**
   * One run for each project, so that a report says which project a test failed in: its tests are the same in both themes.
   *
   * @param {string} name
   * @param {string[]} needs
   * @param {string[]} projects of vitest.config.ts
   * @returns {Task}
   */
  const vitest = (name, needs, projects = [name]) => ({
    name,
    needs,
    slots: 1,
    run: async () => {
      /** @type {Result[]} */
      const results = []
      for (const project of projects) {
        const file = join(reports, `${project}.json`)
        rmSync(file, { force: true })
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
        // One after the other: side by side they would only take the cores from each other.
        const which = filters.length === 0 && project === 'preact' ? ON_PREACT : filters
        const ended = await run('vitest', ['run', '--project', project, ...reporters, ...which])
        /** @type {import('./reports.mjs').VitestReport | undefined} */
        const report = read(file)
        results.push(...judgeRun(project, report ? readVitest(project, report, root) : [], ended))
      }
      return results
    },
  })

  /** @type {Task} */
  const e2e = {
    name: 'e2e',
    needs: ['build', 'chromium', 'postgres', 'pgbouncer'],
    // Its tests wait for real time to pass in real windows: a neighbour that takes the cores would make them fail.
    slots: 2,
    run: async () => {
      const playwright = join(root, 'e2e', 'node_modules', '.bin', 'playwright')
      /** @type {Result[]} */
      const results = []
      // What is timed has no neighbour.
      for (const { project, workers } of [
        { project: 'flows', workers: '3' },
        { project: 'speed', workers: '1' },
      ]) {
        const file = join(reports, `e2e-${project}.json`)
        rmSync(file, { force: true })
        const which = ['--project', project, '--workers', workers, '--pass-with-no-tests', ...filters]
        const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=line,json', ...which]
        const ended = await run(playwright, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file })
        /** @type {import('./reports.mjs').PlaywrightReport | undefined} */
        const report = read(file)
        const played = report ? readPlaywright('e2e', report) : []
        if (played.length > 0 || ended.code !== 0) results.push(...judgeRun('e2e', played, ended))
      }
      return results
    },
  }

  /** @type {Task} */
  const sizes = {
    name: 'sizes',
    needs: ['build'],
    slots: 1,
    run: async () => {
      const file = join(reports, 'sizes.json')
      rmSync(file, { force: true })
      const ended = await run('node', ['scripts/sizes.mjs', `--report=${file}`])
      say(ended.output.trimEnd())
      return judgeRun('sizes', read(file) ?? [], ended)
    },
  }

  /**
   * The popup matrix in one engine. An engine that this machine cannot have is told as skipped, which fails in CI.
   *
   * @param {string} engine
   * @param {string[]} needs
   * @param {number} slots of a machine of two cores; what it measures (how soon the widget shows the truth) needs its time
   * @param {(root: string) => Promise<string | undefined>} [provide] what to do, where there is none
   * @returns {Task}
   */
  const matrix = (engine, needs, slots, provide = async () => undefined) => ({
    name: `matrix-${engine}`,
    needs: ['build', ...needs],
    slots,
    run: async () => {
      const name = `matrix-${engine}`
      const missing = await provide(root)
      if (missing !== undefined) return [{ suite: name, name: missing, outcome: 'skipped', ms: 0 }]
      const file = join(reports, `${name}.json`)
      rmSync(file, { force: true })
      const ended = await run('node', ['e2e/matrix/main.ts', engine, `--report=${file}`, ...filters])
      say(ended.output.trimEnd())
      return judgeRun(name, read(file) ?? [], ended)
    },
  })

  const { command, before } = pnpm(root)
  const build = check('build', 'node', 'scripts/build.mjs')
  const lint = check('lint', 'oxlint')
  return [
    isBuilt(root)
      ? { ...build, run: async () => [{ suite: 'build', name: 'build (no source changed)', outcome: 'passed', ms: 0 }] }
      : build,
    lint,
    check('imports', 'oxlint', '-c', 'oxlint.imports.config.ts'),
    check('format', 'oxfmt', '--check', '.'),
    check('types', command, ...before, 'run', 'typecheck'),
    check('knip', 'knip', '--no-progress'),
    sizes,
    vitest('unit', ['postgres']),
    vitest('contract', ['postgres']),
    vitest('story', ['chromium'], ['story-light', 'story-dark']),
    vitest('browser', ['chromium'], ['browser', 'touch', 'react-18', 'preact']),
    vitest('packages', ['build', 'chromium']),
    e2e,
    matrix('chromium', ['chromium'], 2),
    // Few growers each, who wait much: side by side they still leave the machine room.
    matrix('firefox', ['firefox'], 1, provideFirefox),
    matrix('webkit', ['webkit'], 1, provideWebkit),
  ]
}
