/**
 * Measures what a host page loads, against the promised figures. 1 kB is 1000 bytes, compressed with brotli at 11.
 *
 * Sizes are those of dist, which is what is shipped; so `pnpm build` comes first. Zod is looked for in the graph of the
 * sources, where every module still has its own name, and by its mark in dist, into which modules have been merged.
 *
 * `--report=FILE` writes each check as a test of `npm test`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { brotli, bundle } from './lib/bundle.mjs'
import { scriptOnReact } from './lib/script-on-react.mjs'

/** @import { Result } from './lib/reports.mjs' */

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { report: { type: 'string' } } })
const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(2)} kB`

const imports = [
  { name: 'Connect', specifier: '@hitch/connect/react', limit: 22_000 },
  { name: 'createConnect', specifier: '@hitch/connect', limit: 4_000 },
]
const lazyLimit = 4_000
const lazySumLimit = 16_000
/** Of these a page loads one at the most: see docs/decisions/one-language-counts.md. */
const languages = ['pt-BR', 'es', 'fr', 'de']
const files = [
  { file: 'packages/connect/dist/styles.css', limit: 6_000 },
  // Everything included, languages and a React of its own too.
  { file: 'packages/connect/dist/hitch.js', limit: 80_000 },
]

/** @type {Result[]} */
const results = []

/**
 * @param {string} name
 * @param {() => Promise<{ ok: boolean, says: string }> | { ok: boolean, says: string }} judge
 */
async function check(name, judge) {
  const begun = Date.now()
  const { ok, says } = await Promise.resolve()
    .then(judge)
    .catch((/** @type {unknown} */ error) => ({ ok: false, says: `could not be measured. ${firstLines(error)}` }))
  console.log(`  ${ok ? '✓' : '✗'} ${name}: ${says}`)
  const ms = Date.now() - begun
  results.push({ suite: 'sizes', name, outcome: ok ? 'passed' : 'failed', ms, ...(ok ? {} : { message: says }) })
}

/** A bundler's message is a page long; what went wrong stands in its first lines. @param {unknown} error */
function firstLines(error) {
  const lines = String(error instanceof Error ? error.message : error).split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .join(' ')
}

const within = (/** @type {number} */ bytes, /** @type {number} */ limit) => ({
  ok: bytes > 0 && bytes <= limit,
  says: `${kB(bytes)} of at most ${kB(limit)}`,
})

console.log('Sizes (1 kB = 1000 bytes, brotli 11, React left outside):')
for (const { name, specifier, limit } of imports) {
  const statement = `import { ${name} } from '${specifier}'`
  const shipped = bundle(name, specifier, { root })
  await check(statement, async () => within((await shipped).bytes, limit))
  await check(`${statement}, lazy parts`, async () => {
    const { lazy } = await shipped
    const bytesOf = (/** @type {boolean} */ language) =>
      lazy.filter(({ name }) => languages.includes(name) === language).map(({ bytes }) => bytes)
    const sum = bytesOf(false).reduce((total, bytes) => total + bytes, 0) + Math.max(0, ...bytesOf(true))
    const list = lazy.map((part) => `${part.name} ${kB(part.bytes)}`).join(', ') || 'none'
    const ok = sum <= lazySumLimit && lazy.every(({ bytes }) => bytes <= lazyLimit)
    const together = `with the largest language ${kB(sum)} of at most ${kB(lazySumLimit)}`
    return { ok, says: `${list} (each at most ${kB(lazyLimit)}, ${together})` }
  })
  await check(`${statement}, no zod`, async () => {
    const { modules } = await bundle(name, specifier, { root, conditions: ['hitch-source'] })
    const found = modules.filter((id) => /\/node_modules\/zod\/|\/protocol\/(src|dist)\/schemas\//.test(id))
    // Every schema of zod 4, in its small form too, keeps its inner self under this name.
    if (/\b_zod\b/.test((await shipped).code)) found.push('the mark _zod in dist')
    return { ok: found.length === 0, says: found.length === 0 ? `none in ${modules.length} modules` : found.join(', ') }
  })
}
for (const { file, limit } of files) {
  await check(file, () => {
    const path = join(root, file)
    return existsSync(path) ? within(brotli(readFileSync(path)), limit) : { ok: false, says: 'is not built' }
  })
}
await check('packages/connect/dist/hitch.js, with React in the place of Preact', async () => {
  const shipped = brotli(readFileSync(join(root, 'packages/connect/dist/hitch.js')))
  const onReact = await scriptOnReact(root)
  return { ok: shipped < onReact, says: `${kB(onReact)} (the smaller of the two is shipped)` }
})

if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(results))
process.exitCode = results.every(({ outcome }) => outcome === 'passed') ? 0 : 1
