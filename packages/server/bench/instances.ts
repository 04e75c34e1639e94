/**
 * Flows a second of one, two and three instances on one PostgreSQL, no request of a flow to the instance that had the
 * last: `pnpm bench:instances --seconds 10`, after `pnpm build`. It writes docs/performance.md.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { table } from '../../../scripts/lib/between-markers.ts'
import { quantile } from '../../../scripts/lib/statistics.ts'
import { connecting } from './hitch-flow.ts'
import { createHttpClient } from './http-client.ts'
import { measure, type Measured } from './measure.ts'
import { describeOthers, ofThisMachine, report } from './report.ts'
import { standUp, startDurablePostgres } from './stand.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    'at-once': { type: 'string', default: '24' },
  },
})
const length = { seconds: Number(values.seconds), atOnce: Number(values['at-once']), warmUp: 5 }

const postgres = await startDurablePostgres()
const client = createHttpClient()
const results: (Measured & { instances: number })[] = []
for (const instances of [1, 2, 3]) {
  const stand = await standUp({ postgresUrl: postgres.url, instances })
  const pids = stand.servers.map(({ pid }) => pid)
  const measured = await measure(connecting(client, stand), pids, length)
  await stand.stop()
  results.push({ ...measured, instances })
  console.log(`${instances}: ${measured.flowsPerSecond.toFixed(1)} flows/s${describeOthers(measured.others)}`)
}
client.close()
await postgres.stop()

const cores = availableParallelism()
report(
  'instances',
  [
    `${ofThisMachine()}; instances, PostgreSQL, sandbox and ${length.atOnce} growers at once share them. ` +
      `One run of ${length.seconds} s each.`,
    '',
    table(
      ['instances', 'whole flows a second', 'flow p99', 'errors', 'CPU time of one, all instances', 'their cores'],
      results.map((one) => [
        String(one.instances),
        one.flowsPerSecond.toFixed(1),
        `${quantile(one.durations, 0.99).toFixed(0)} ms`,
        String([...one.others.values()].reduce((sum, count) => sum + count, 0)),
        `${one.cpuPerFlow.toFixed(1)} ms`,
        `${((one.flowsPerSecond * one.cpuPerFlow) / 1_000).toFixed(2)} of ${cores}`,
      ]),
    ),
  ].join('\n'),
)
