/**
 * Flows at a steady rate for long, to one Hitch, whose heap and tables must not grow: `pnpm bench:soak --minutes 60`, after
 * `pnpm build`. Whatever is over becomes a hundred days older within half a minute, so that the housekeeping has to keep
 * up with what is new. It writes docs/performance.md, and fails when something grows.
 */
import { parseArgs } from 'node:util'
import { freePort } from '../../../e2e/stack/free-port.ts'
import { table } from '../../../scripts/lib/between-markers.ts'
import { median } from '../../../scripts/lib/statistics.ts'
import { readSizes, withClient } from './database-use.ts'
import { heapAfterCollection, inspectAt } from './heap.ts'
import { connecting } from './hitch-flow.ts'
import { createHttpClient } from './http-client.ts'
import { offer } from './offer.ts'
import { passTime } from './pass-time.ts'
import { describeOthers, ofThisMachine, report } from './report.ts'
import { standUp, startDurablePostgres } from './stand.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '20' } },
})
const seconds = Number(values.minutes) * 60
const rate = Number(values.rate)

/** So many looks, evenly over the time; the first fifth is for warming up. */
const LOOKS = 20
/** How often what is over becomes older, in seconds. */
const PASSING = 5
/** The heap's last fifth may be larger by this than its second. */
const ALLOWED_GROWTH = 0.1
const FIFTH = LOOKS / 5

const inspector = await freePort()
const postgres = await startDurablePostgres()
const stand = await standUp({ postgresUrl: postgres.url, env: { ...inspectAt(inspector), HITCH_AUDIT_DAYS: '30' } })
const client = createHttpClient()

interface Look {
  /** In MB, after what is not needed has been collected. */
  readonly heap: number
  readonly memory: number
  readonly rows: number
  /** Of the jobs, which are swept every ten minutes. */
  readonly jobs: number
}

const looks: Look[] = []
const offered = await withClient(stand.databaseUrl, async (database) => {
  let second = 0
  let chores = Promise.resolve()
  const look = async (): Promise<void> => {
    const sizes = await readSizes(database)
    const count = (schema: string): number =>
      sizes.filter(({ name }) => name.startsWith(`${schema}.`)).reduce((sum, { rows }) => sum + rows, 0)
    const [rows, jobs] = [count('hitch'), count('hitch_jobs')]
    const heap = (await heapAfterCollection(inspector)) / 1e6
    looks.push({ heap, memory: stand.servers[0]?.memory() ?? NaN, rows, jobs })
    console.log(`${second} s: heap ${heap.toFixed(1)} MB, ${rows} rows`)
  }
  const result = await offer(connecting(client, stand), { rate, seconds }, () => {
    second += 1
    const [isPassing, isLook] = [second % PASSING === 0, second % Math.max(1, Math.floor(seconds / LOOKS)) === 0]
    chores = chores.then(async () => {
      if (isPassing) await passTime(database)
      if (isLook) await look()
    })
  })
  await chores
  return result
})
client.close()
await stand.stop()
await postgres.stop()

const of = (from: number, what: keyof Look): number =>
  median(looks.slice(from * FIFTH, (from + 1) * FIFTH).map((look) => look[what]))
const growth = (what: keyof Look): number => of(4, what) / of(1, what) - 1
const errors = offered.flows - offered.durations.length

report(
  'soak',
  [
    `${ofThisMachine()}; ${values.minutes} minutes of ${rate} flows a second: ${offered.flows} flows, ` +
      `${errors} errors${describeOthers(offered.others)}. Medians of four looks each.`,
    '',
    table(
      ['', 'second fifth of the time', 'third', 'fourth', 'last'],
      (
        [
          ['heap, MB', 'heap'],
          ['memory, MB', 'memory'],
          ['rows', 'rows'],
          ['jobs, which are swept every ten minutes', 'jobs'],
        ] as const
      ).map(([name, what]) => [
        name,
        ...[1, 2, 3, 4].map((fifth) => of(fifth, what).toFixed(what === 'heap' || what === 'memory' ? 1 : 0)),
      ]),
    ),
  ].join('\n'),
)
for (const what of ['heap', 'rows'] as const)
  if (growth(what) > ALLOWED_GROWTH) {
    console.error(`${what}: grown by ${(growth(what) * 100).toFixed(0)} %`)
    process.exitCode = 1
  }
if (errors > 0) process.exitCode = 1
