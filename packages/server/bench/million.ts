import { table } from '../../../scripts/lib/between-markers.ts'
import type { TableSize } from './database-use.ts'

const A_DAY = 1_000_000
const SECONDS = 24 * 60 * 60
/** Growers come by day, and in season: the busiest hour has so many times the mean. */
const PEAK = 4

/** How many rows of a table one flow leaves, and how long they stay. What is of one grower stays as long as he is connected. */
const LEFT = {
  'hitch.attempts': { rows: 1, days: 'audit' },
  'hitch.attempt_events': { rows: 8, days: 'audit' },
  'hitch.sessions': { rows: 1, days: 1.5 / 24 },
  'hitch.tickets': { rows: 1, days: 70 / (24 * 60) },
  'hitch.connections': { rows: 1, days: null },
  'hitch.leaf_users': { rows: 1, days: null },
} as const

export interface FlowCosts {
  readonly sizes: readonly TableSize[]
  readonly commitsPerFlow: number
  readonly logPerFlow: number
  /** Milliseconds. */
  readonly cpuPerFlow: number
}

/** What a million growers a day come to, by what one costs. */
export const aMillionADay = ({ sizes, commitsPerFlow, logPerFlow, cpuPerFlow }: FlowCosts): string => {
  const bytesOf = (name: string): number => {
    const size = sizes.find((one) => one.name === name)
    if (size === undefined || size.rows === 0) throw new Error(`${name} is empty`)
    return size.bytes / size.rows
  }
  const stays = (days: number): string =>
    gigabytes(
      Object.entries(LEFT).reduce(
        (sum, [name, left]) =>
          left.days === null
            ? sum
            : sum + A_DAY * left.rows * bytesOf(name) * (left.days === 'audit' ? days : left.days),
        0,
      ),
    )
  const kept = bytesOf('hitch.connections') + bytesOf('hitch.leaf_users')
  const [mean, peak] = [A_DAY / SECONDS, (A_DAY / SECONDS) * PEAK]
  const both = (of: (rate: number) => string): [string, string] => [of(mean), of(peak)]
  return [
    table(
      ['a million growers a day', 'mean', `busiest hour, ${PEAK} times the mean`],
      [
        ['flows a second', ...both((rate) => rate.toFixed(1))],
        ['cores for Hitch', ...both((rate) => ((rate * cpuPerFlow) / 1_000).toFixed(1))],
        ['calls to Leaf and the helper a second', ...both((rate) => (rate * CALLS).toFixed(0))],
        ['transactions a second, reads included', ...both((rate) => (rate * commitsPerFlow).toFixed(0))],
        ['write-ahead log a second', ...both((rate) => `${((rate * logPerFlow) / 1e6).toFixed(1)} MB`)],
      ],
    ),
    '',
    table(
      ['what lies in the tables then', 'size'],
      [
        ['`HITCH_AUDIT_DAYS` 90, the default', stays(90)],
        ['`HITCH_AUDIT_DAYS` 30', stays(30)],
        ['`HITCH_AUDIT_DAYS` 7', stays(7)],
        ['for each further million growers who stay connected', gigabytes(A_DAY * kept)],
        ['write-ahead log of a day, for backups and replicas', gigabytes(A_DAY * logPerFlow)],
      ],
    ),
  ].join('\n')
}

/** To find and make the Leaf user, to exchange the code, to look, to attach and to verify. */
const CALLS = 6

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
