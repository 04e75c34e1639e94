/**
 * Plays the matrix in one engine: `node e2e/matrix/main.ts chromium --report=FILE [words of a case's name]`.
 * Chromium plays the pairwise selection, the others the named cases.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { ENGINES, type EngineName } from './engines/engines.ts'
import { nameOf } from './factors.ts'
import { lineOf, storyOf, worstOf } from './run-cases.ts'
import { namedCases, pairwiseCases } from './selection.ts'
import { playIn } from './session.ts'

const [name = '', ...words] = process.argv.slice(2)
const isEngine = (name: string): name is EngineName => Object.hasOwn(ENGINES, name)
if (!isEngine(name)) throw new Error(`Which engine? ${Object.keys(ENGINES).join(', ')}`)
const report = words.find((word) => word.startsWith('--report='))?.slice('--report='.length)
const filters = words.filter((word) => !word.startsWith('--'))

// Browsers and servers go with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const cases = name === 'chromium' ? pairwiseCases() : namedCases
const chosen = cases.filter((one) => filters.every((filter) => nameOf(one).includes(filter)))
const { version, played } = await playIn(name, chosen, (one) => console.log(lineOf(one)))
// Whoever reads of a late tile wants to know whether the machine had time for it.
const load = `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
console.log(`${version}: ${played.length} cases, ${worstOf(played)} (${load})`)
for (const one of played.filter(({ complaints }) => complaints.length > 0)) {
  console.log(`\n${nameOf(one.case)}\n${storyOf(one)}`)
}
if (report !== undefined) {
  const results = played.map((one) => ({
    suite: `matrix-${name}`,
    name: nameOf(one.case),
    outcome: one.complaints.length === 0 ? 'passed' : 'failed',
    ms: one.ms,
    ...(one.complaints.length === 0 ? {} : { message: storyOf(one) }),
  }))
  writeFileSync(report, JSON.stringify(results))
}
process.exit(played.every(({ complaints }) => complaints.length === 0) ? 0 : 1)
