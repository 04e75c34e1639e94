/**
 * Whole connect flows a second: Hitch, a bare handler and better-auth, one after the other, several times, everything on
 * this machine. `pnpm bench --seconds 20 --runs 3 --at-once 24`, after `pnpm build`. It writes docs/performance.md.
 */
import { parseArgs } from 'node:util'
import { table } from '../../../scripts/lib/between-markers.ts'
import { median } from '../../../scripts/lib/statistics.ts'
import { connecting } from './hitch-flow.ts'
import { createHttpClient } from './http-client.ts'
import { linkAccount } from './link-account.ts'
import { measure, type Flow, type Measured } from './measure.ts'
import { describeOthers, ofThisMachine, report } from './report.ts'
import { HITCH, standUp, startDurablePostgres, type Stand } from './stand.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '24' },
  },
})
const atOnce = Number(values['at-once'])

const client = createHttpClient()
const connect = (stand: Stand): Flow => connecting(client, stand)
const link =
  ({ target, next }: Stand): Flow =>
  (grower) =>
    linkAccount(client, target, grower, next)

const SERVERS = [
  { name: 'Hitch', entry: HITCH, flow: connect, env: {} },
  { name: 'bare node:http and pg', entry: 'packages/server/bench/bare.ts', flow: connect, env: {} },
  {
    name: 'better-auth, which links the account and calls Leaf',
    entry: 'packages/server/bench/better-auth.ts',
    flow: link,
    env: { HAND_OVER: 'yes' },
  },
  {
    name: 'better-auth, which links the account and no more',
    entry: 'packages/server/bench/better-auth.ts',
    flow: link,
    env: {},
  },
]

const postgres = await startDurablePostgres()
const results = new Map<string, Measured[]>(SERVERS.map(({ name }) => [name, []]))
for (let turn = 1; turn <= Number(values.runs); turn += 1) {
  for (const { name, entry, flow, env } of SERVERS) {
    const stand = await standUp({ postgresUrl: postgres.url, entry, env })
    const pids = stand.servers.map(({ pid }) => pid)
    const length = { seconds: Number(values.seconds), atOnce, warmUp: 5 }
    const measured = await measure(flow(stand), pids, length)
    await stand.stop()
    results.get(name)?.push(measured)
    console.log(`${turn}  ${name}: ${measured.flowsPerSecond.toFixed(1)} flows/s${describeOthers(measured.others)}`)
  }
}
await postgres.stop()
client.close()

const medianOf = (name: string, of: (measured: Measured) => number): number => median((results.get(name) ?? []).map(of))
const rateOf = (name: string): number => medianOf(name, ({ flowsPerSecond }) => flowsPerSecond)
const [hitch = '', bare = '', handingOver = '', linking = ''] = SERVERS.map(({ name }) => name)
const times = (name: string): string => (rateOf(hitch) / rateOf(name)).toFixed(2)

report(
  'flows',
  [
    `${ofThisMachine()}; server, PostgreSQL, sandbox and ${atOnce} growers at once share them. ` +
      `Medians of ${values.runs} runs of ${values.seconds} s.`,
    '',
    table(
      ['server', 'whole flows a second', 'its CPU time for one', 'its most memory'],
      SERVERS.map(({ name }) => [
        name,
        rateOf(name).toFixed(1),
        `${medianOf(name, ({ cpuPerFlow }) => cpuPerFlow).toFixed(1)} ms`,
        `${medianOf(name, ({ memory }) => memory).toFixed(0)} MB`,
      ]),
    ),
    '',
    `Hitch does ${times(bare)} of what the bare handler does (promised: at least 0.40, aim: 0.60), ` +
      `${times(handingOver)} of what better-auth does that hands the token to Leaf, and ${times(linking)} of what it does ` +
      `that only keeps it (promised: more than 1).`,
  ].join('\n'),
)
