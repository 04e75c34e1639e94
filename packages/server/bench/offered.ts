/**
 * Flows that are offered at a fixed rate, for minutes, to one Hitch on one PostgreSQL, everything on this machine.
 * `pnpm bench:offered --rate 100 --minutes 10`, after `pnpm build`; of several rates, each with its minutes
 * (`--rate 60,80,100 --minutes 1,1,10`), each is offered to a fresh one. It writes docs/performance.md.
 */
import { parseArgs } from 'node:util'
import { table } from '../../../scripts/lib/between-markers.ts'
import { quantile } from '../../../scripts/lib/statistics.ts'
import { connecting } from './hitch-flow.ts'
import { createHttpClient } from './http-client.ts'
import { offer, type Offered } from './offer.ts'
import { quickPages, watchOwnTime } from './own-time.ts'
import { cpuOf } from './process-use.ts'
import { describeOthers, ofThisMachine, report } from './report.ts'
import { standUp, startDurablePostgres } from './stand.ts'

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '100' }, minutes: { type: 'string', default: '10' } },
})
const minutes = values.minutes.split(',').map(Number)
const plan = values.rate.split(',').map((rate, index) => ({
  rate: Number(rate),
  seconds: (minutes[index] ?? minutes.at(-1) ?? 0) * 60,
}))

interface Result extends Offered {
  readonly rate: number
  readonly seconds: number
  readonly own: readonly number[]
  readonly quickPages: number
  /** In MB, second by second. */
  readonly memory: readonly number[]
  readonly cpuPerFlow: number
}

const postgres = await startDurablePostgres()

const offerAt = async ({ rate, seconds }: { rate: number; seconds: number }): Promise<Result> => {
  const stand = await standUp({ postgresUrl: postgres.url })
  const client = createHttpClient()
  try {
    const [server] = stand.servers
    if (server === undefined) throw new Error('no server')
    const observer = watchOwnTime()
    const memory: number[] = []
    const before = cpuOf(server.pid)
    const offered = await offer(connecting(client, stand, observer), { rate, seconds }, () => {
      memory.push(server.memory())
    })
    return {
      ...offered,
      rate,
      seconds,
      own: observer.own,
      quickPages: await quickPages([server.operatorUrl]),
      memory,
      cpuPerFlow: (cpuOf(server.pid) - before) / offered.flows,
    }
  } finally {
    client.close()
    await stand.stop()
  }
}

const results: Result[] = []
for (const one of plan) {
  const result = await offerAt(one)
  results.push(result)
  const errors = result.flows - result.durations.length
  console.log(`${result.rate}/s: ${result.flows} flows, ${errors} errors${describeOthers(result.others)}`)
}
await postgres.stop()

const milliseconds = (value: number): string => `${value.toFixed(0)} ms`

report(
  'offered',
  [
    `${ofThisMachine()}; server, PostgreSQL, sandbox and growers share them. Each rate is offered to a fresh server.`,
    '',
    table(
      [
        'offered a second',
        'minutes',
        'flows',
        'errors',
        'own time p50',
        'own time p99 (promised at 100: < 100 ms)',
        'pages below 100 ms',
        'flow p50',
        'flow p99',
        'most at once',
        'memory (promised: < 320 MB)',
        'CPU time of one',
        'growers late p99',
      ],
      results.map((one) => [
        String(one.rate),
        (one.seconds / 60).toLocaleString('en'),
        String(one.flows),
        String(one.flows - one.durations.length),
        milliseconds(quantile(one.own, 0.5)),
        milliseconds(quantile(one.own, 0.99)),
        `${(one.quickPages * 100).toFixed(2)} %`,
        milliseconds(quantile(one.durations, 0.5)),
        milliseconds(quantile(one.durations, 0.99)),
        String(one.mostAtOnce),
        `${Math.max(...one.memory).toFixed(0)} MB`,
        `${one.cpuPerFlow.toFixed(1)} ms`,
        milliseconds(quantile(one.lateness, 0.99)),
      ]),
    ),
    ...results
      .filter(({ others }) => others.size > 0)
      .map(({ rate, others }) => `\nAt ${rate} a second${describeOthers(others)}.`),
  ].join('\n'),
)
