import type { PlaywrightSuite } from '../reports.mjs'

/** One figure: what it is of, what came out, and what is promised. */
export interface Row {
  what: string
  measured: string
  promised: string
}

/** The lines of `pnpm sizes`: `✓ name: 1.00 kB of at most 2.00 kB`, or `✓ name: a list (what is allowed)`. */
export const rowsOfSizes = (output: string): Row[] =>
  output.split('\n').flatMap((line) => {
    const [, what, says] = /^ {2}[✓✗] (.+?): (.+)$/.exec(line) ?? []
    if (what === undefined || says === undefined) return []
    const [, measured = says, most, allowed] = /^(.+?)(?: of (at most .+)| \((.+)\))$/.exec(says) ?? []
    return [{ what: code(what), measured, promised: most ?? allowed ?? 'none' }]
  })

/** An import or a path is code, what is said of it is not. */
const code = (what: string): string => what.replace(/^(import .+ from '.+?'|\S+\.(?:css|js))/, '`$1`')

/** What the tests have reported, in the order of the file. */
export const rowsOfTests = (suites: readonly PlaywrightSuite[]): Row[] =>
  suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .flatMap(({ tests }) => tests.flatMap(({ annotations = [] }) => annotations))
      .filter(({ type }) => type === 'measured')
      .map(({ description }) => JSON.parse(description ?? '') as Row),
    ...rowsOfTests(inner),
  ])
