/**
 * Flows a second with many attempts in the tables, and with few: `pnpm bench:stored --attempts 1000,1000000 --seconds 15`,
 * after `pnpm build`. It writes docs/performance.md, and into docs/scale.md what a flow costs the database.
 */
import { parseArgs } from 'node:util'
import { createDatabase } from '../../../e2e/stack/database.ts'
import { table } from '../../../scripts/lib/between-markers.ts'
import { quantile } from '../../../scripts/lib/statistics.ts'
import { readSizes, readUse, withClient, type DatabaseUse, type TableSize } from './database-use.ts'
import { fill } from './fill.ts'
import { connecting } from './hitch-flow.ts'
import { createHttpClient } from './http-client.ts'
import { measure, type Measured } from './measure.ts'
import { aMillionADay } from './million.ts'
import { describeOthers, ofThisMachine, report } from './report.ts'
import { standUp, startDurablePostgres } from './stand.ts'

const { values } = parseArgs({
  options: {
    attempts: { type: 'string', default: '1000,1000000' },
    seconds: { type: 'string', default: '15' },
    'at-once': { type: 'string', default: '24' },
  },
})
const length = { seconds: Number(values.seconds), atOnce: Number(values['at-once']), warmUp: 5 }

interface Result extends Measured {
  readonly attempts: number
  readonly sizes: readonly TableSize[]
  readonly commitsPerFlow: number
  readonly logPerFlow: number
  /** Rows that sequential scans read for each flow, of the tables in which there are many. */
  readonly scannedPerFlow: ReadonlyMap<string, number>
}

const postgres = await startDurablePostgres()

const withStored = async (attempts: number): Promise<Result> => {
  const databaseUrl = await createDatabase(postgres.url)
  const stand = await standUp({ postgresUrl: postgres.url, databaseUrl })
  const client = createHttpClient()
  try {
    return await withClient(databaseUrl, async (database) => {
      await fill(database, attempts)
      const sizes = await readSizes(database)
      const before = await readUse(database)
      const flow = connecting(client, stand)
      let ended = 0
      const measured = await measure(
        async (grower) => await flow(grower).finally(() => (ended += 1)),
        stand.servers.map(({ pid }) => pid),
        length,
      )
      const after = await readUse(database)
      const large = new Set(sizes.filter(({ rows }) => rows >= 1_000).map(({ name }) => name))
      return { ...measured, attempts, sizes, ...perFlow(before, after, ended, large) }
    })
  } finally {
    client.close()
    await stand.stop()
  }
}

const perFlow = (before: DatabaseUse, after: DatabaseUse, flows: number, large: ReadonlySet<string>) => ({
  commitsPerFlow: (after.commits - before.commits) / flows,
  logPerFlow: (after.log - before.log) / flows,
  scannedPerFlow: new Map(
    [...after.scanned]
      .filter(([name]) => large.has(name))
      .map(([name, scanned]) => [name, (scanned - (before.scanned.get(name) ?? 0)) / flows]),
  ),
})

const results: Result[] = []
for (const attempts of values.attempts.split(',').map(Number)) {
  const result = await withStored(attempts)
  results.push(result)
  console.log(`${attempts}: ${result.flowsPerSecond.toFixed(1)} flows/s${describeOthers(result.others)}`)
}
await postgres.stop()

const number = (value: number): string => value.toLocaleString('en')
const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`

report(
  'stored',
  [
    `${ofThisMachine()}; server, PostgreSQL, sandbox and ${length.atOnce} growers at once share them. ` +
      `One run of ${length.seconds} s each.`,
    '',
    table(
      ['stored attempts', 'whole flows a second', 'flow p50', 'flow p99', 'CPU time of one', 'rows scanned for one'],
      results.map((one) => [
        number(one.attempts),
        one.flowsPerSecond.toFixed(1),
        `${quantile(one.durations, 0.5).toFixed(0)} ms`,
        `${quantile(one.durations, 0.99).toFixed(0)} ms`,
        `${one.cpuPerFlow.toFixed(1)} ms`,
        [...one.scannedPerFlow]
          .filter(([, scanned]) => scanned >= 0.5)
          .map(([name, scanned]) => `${name} ${scanned.toFixed(1)}`)
          .join(', ') || 'none',
      ]),
    ),
  ].join('\n'),
)

const largest = results.at(-1)
if (largest !== undefined)
  report(
    'rows',
    [
      `${ofThisMachine()}, with ${number(largest.attempts)} attempts stored. A flow takes ${largest.commitsPerFlow.toFixed(0)} ` +
        `transactions, those that only read included, and ${kilobytes(largest.logPerFlow)} of write-ahead log.`,
      '',
      table(
        ['table', 'rows', 'bytes of a row, indexes included', 'in all'],
        largest.sizes
          .filter(({ rows }) => rows >= 1_000)
          .map(({ name, rows, bytes }) => [
            `\`${name}\``,
            number(rows),
            number(Math.round(bytes / rows)),
            `${(bytes / 1e6).toFixed(0)} MB`,
          ]),
      ),
      '',
      aMillionADay(largest),
    ].join('\n'),
    'docs/scale.md',
  )
