/**
 * `pnpm measure`: what is promised in figures, measured as `npm test` does, and written into docs/performance.md.
 *
 * Needs `pnpm build` before, and Chromium. A busy machine gives worse figures, never better ones.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { replaceBetween, table } from './lib/between-markers.ts'
import { startChromium } from './lib/compare/look.ts'
import { rowsOfSizes, rowsOfTests } from './lib/measure/rows.ts'
import { toolEnvironment } from './lib/node.mjs'
import { capture } from './lib/quietly.mjs'
import type { PlaywrightReport } from './lib/reports.mjs'

const root = resolve(import.meta.dirname, '..')
const document = join(root, 'docs', 'performance.md')
const results = join(root, 'test-results', 'measured.json')
const env = toolEnvironment(root)

/** Whatever fails is told: a figure that broke its promise is written down all the same. */
const run = async (command: string, args: string[], more: Record<string, string> = {}): Promise<string> => {
  const { code, output } = await capture(command, { args, cwd: root, env: { ...env, ...more, NO_COLOR: '1' } })
  if (code !== 0) {
    console.error(output)
    process.exitCode = 1
  }
  return output
}

const browser = await startChromium()
const chromium = browser.version()
await browser.close()

const sizes = rowsOfSizes(await run('node', ['scripts/sizes.mjs']))
rmSync(results, { force: true })
// One after the other: side by side they would take the cores from each other.
const alone = ['test', '--config', 'e2e/playwright.config.ts', '--workers=1', '--reporter=line,json', 'performance']
await run(join(root, 'e2e/node_modules/.bin/playwright'), alone, { PLAYWRIGHT_JSON_OUTPUT_FILE: results })
const tests = rowsOfTests((JSON.parse(readFileSync(results, 'utf8')) as PlaywrightReport).suites)

const cores = ['no', 'one', 'two', 'three', 'four'][availableParallelism()] ?? String(availableParallelism())
const part = [
  `Measured on ${new Date().toISOString().slice(0, 10)} on ${cores} cores, with Chromium ${chromium}.`,
  table(
    ['what', 'measured', 'promised'],
    [...sizes, ...tests].map(({ what, measured, promised }) => [what, measured, promised]),
  ),
].join('\n\n')
writeFileSync(document, replaceBetween(readFileSync(document, 'utf8'), 'measured', part))
await run('oxfmt', [document])
console.log(part)
