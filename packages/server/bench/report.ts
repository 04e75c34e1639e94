import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { replaceBetween } from '../../../scripts/lib/between-markers.ts'
import { root } from './stand.ts'

/** Prints a result and writes it between its markers. @param page from the repository's root */
export const report = (part: string, text: string, page = 'docs/performance.md'): void => {
  console.log(text)
  const path = root + page
  writeFileSync(path, replaceBetween(readFileSync(path, 'utf8'), part, text))
}

export const ofThisMachine = (): string =>
  `Measured on ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores ` +
  `(${cpus()[0]?.model ?? 'unknown'}) and ${(totalmem() / 1e9).toFixed(0)} GB of memory, Node ${process.versions.node}`

/** What did not end as it should, and how often: empty when all did. */
export const describeOthers = (others: ReadonlyMap<string, number>): string =>
  others.size === 0 ? '' : `; ${[...others].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`
