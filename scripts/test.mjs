/**
 * `npm test`: installs what the tests need and runs every check and every suite.
 * `npm test -- unit` runs a part, `npm test -- unit popup` of that part only the files whose names contain "popup".
 * Runs on any Node from 20.12 on, before anything is installed, so it uses nothing that is not in Node itself.
 */
import { resolve } from 'node:path'
import { checks } from './lib/checks.mjs'
import { provideChromium } from './lib/chromium.mjs'
import { provideFirefox } from './lib/firefox.mjs'
import { install } from './lib/install.mjs'
import { toolEnvironment } from './lib/node.mjs'
import { watchParent } from './lib/orphan.mjs'
import { providePgBouncer } from './lib/pgbouncer.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { capture } from './lib/quietly.mjs'
import { schedule } from './lib/schedule.mjs'
import { count, seconds, summarize } from './lib/summary.mjs'
import { provideWebkit } from './lib/webkit.mjs'

/**
 * @import { Result } from './lib/reports.mjs'
 * @import { Task } from './lib/schedule.mjs'
 */

const root = resolve(import.meta.dirname, '..')
const ci = process.env.CI === 'true'

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()
/** @type {import('./lib/postgres.mjs').Postgres | undefined} */
let postgres
let ending = false

/** Every suite gets the one throw-away PostgreSQL; what it keeps there lies in schemas or databases of its own making. */
async function run(/** @type {string} */ command, /** @type {string[]} */ args, env = {}) {
  // Between Ctrl-C and the end nothing new begins.
  if (ending) return new Promise(() => {})
  const database = postgres === undefined ? {} : { HITCH_TEST_DATABASE_URL: postgres.url }
  return capture(command, {
    args,
    cwd: root,
    env: { ...toolEnvironment(root), ...database, NO_COLOR: '1', STORYBOOK_DISABLE_TELEMETRY: '1', ...env },
    onChild(child) {
      children.add(child)
      child.on('close', () => children.delete(child))
    },
  })
}

/** What suites need from the machine. They are no tests: they count only when they fail. @type {Task[]} */
const provisions = [
  {
    name: 'postgres',
    needs: [],
    slots: 0,
    run: async () => {
      postgres = await startPostgres(root)
      return []
    },
  },
  {
    name: 'chromium',
    needs: [],
    slots: 0,
    run: async () => {
      await provideChromium(root)
      return []
    },
  },
  // Not every system has these; the suite says which is missing.
  { name: 'firefox', needs: [], slots: 0, run: () => provideFirefox(root).then(() => []) },
  { name: 'pgbouncer', needs: ['postgres'], slots: 0, run: () => providePgBouncer(root).then(() => []) },
  { name: 'webkit', needs: [], slots: 0, run: () => provideWebkit(root).then(() => []) },
]

/** @param {Task[]} all @param {string[]} names @returns {Task[]} these and what they need, in the order of `all` */
function withNeeds(all, names) {
  const wanted = new Set(names)
  for (const task of all.toReversed()) if (wanted.has(task.name)) for (const need of task.needs) wanted.add(need)
  return all.filter(({ name }) => wanted.has(name))
}

/** @param {Task} task @param {Result[]} results @param {number} ms */
function report({ name }, results, ms) {
  if (results.length === 0 || ending) return
  const { passed, failed, skipped } = count(results, { ci })
  const numbers = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ]
  console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(15)} ${numbers.join(', ')} (${seconds(ms)})`)
}

async function end() {
  ending = true
  for (const child of children) child.kill('SIGTERM')
  await Promise.race([
    Promise.all([...children].map((child) => new Promise((resolve) => child.on('close', resolve)))),
    new Promise((resolve) => setTimeout(resolve, 5000)),
  ])
  for (const child of children) child.kill('SIGKILL')
  await postgres?.stop()
}

async function main() {
  await install(root)
  /** @type {string[]} */
  const chosen = []
  /** @type {string[]} */
  const filters = []
  const suites = checks({ root, run, filters, say: (line) => console.log(line) })
  const parts = suites.map(({ name }) => name)
  for (const word of process.argv.slice(2)) (parts.includes(word) ? chosen : filters).push(word)
  if (filters.length > 0 && chosen.length === 0) {
    throw new Error(`No such part: ${filters.join(' ')}. The parts are ${parts.join(', ')}.`)
  }
  const tasks = withNeeds([...provisions, ...suites], chosen.length > 0 ? chosen : parts)
  const begun = Date.now()
  const results = await schedule(tasks, { slots: 2, onEnd: report })
  const { lines, ok } = summarize(results, { ci })
  console.log(`\nAll ran in ${seconds(Date.now() - begun)}.`)
  for (const line of lines) console.log(line)
  return ok ? 0 : 1
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => void end().then(() => process.exit(130)))
}
if (process.env.npm_lifecycle_event === 'test') watchParent(() => void end().then(() => process.exit(130)))

let code = 1
try {
  code = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
} finally {
  await end()
}
process.exit(code)
