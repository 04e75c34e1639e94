/**
 * Plays all cases, in all engines or in those that are named, and writes what came of it into docs/popup-matrix.md:
 * `pnpm test:matrix firefox`; with `--pairwise` only those in which every two values meet. It needs a build.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { provideChromium } from '../../scripts/lib/chromium.mjs'
import { provideFirefox } from '../../scripts/lib/firefox.mjs'
import { provideWebkit } from '../../scripts/lib/webkit.mjs'
import { ENGINES, type EngineName } from './engines/engines.ts'
import { lineOf, storyOf, type Played } from './run-cases.ts'
import { allCases, pairwiseCases } from './selection.ts'
import { playIn } from './session.ts'
import { putSection, sectionOf } from './table.ts'

/** One that has opened some thousand windows grows slow, and at last gives no answer. */
const A_BROWSER_LASTS = 100

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = `${root}docs/popup-matrix.md`
const provide = { chromium: provideChromium, firefox: provideFirefox, webkit: provideWebkit }

// Browsers and servers go with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const { values, positionals: named } = parseArgs({ options: { pairwise: { type: 'boolean' } }, allowPositionals: true })
const engines = (Object.keys(ENGINES) as EngineName[]).filter((name) => named.length === 0 || named.includes(name))
const selection = values.pairwise === true ? 'pairwise' : 'all'
const cases = values.pairwise === true ? pairwiseCases() : allCases()
let failed = 0
for (const name of engines) {
  const missing = await provide[name](root)
  if (typeof missing === 'string') throw new Error(missing)
  const begun = new Date()
  const played: Played[] = []
  let version = ''
  for (let first = 0; first < cases.length; first += A_BROWSER_LASTS) {
    const part = await playIn(name, cases.slice(first, first + A_BROWSER_LASTS), (one) => {
      played.push(one)
      console.log(`${String(played.length).padStart(4)}/${cases.length} ${lineOf(one)}`)
      if (one.complaints.length > 0) console.log(storyOf(one))
    })
    version = part.version
  }
  failed += played.filter(({ complaints }) => complaints.length > 0).length
  const section = sectionOf({ version, selection, played, begun, minutes: (Date.now() - begun.getTime()) / 60_000 })
  writeFileSync(page, putSection(readFileSync(page, 'utf8'), name, section))
  console.log(`${version}: ${played.length} cases written to docs/popup-matrix.md`)
}
process.exit(failed === 0 ? 0 : 1)
