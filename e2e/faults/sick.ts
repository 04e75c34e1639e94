/**
 * What the growers of one provider notice while another's upstream is sick: `pnpm test:sick`. It needs a build, and writes
 * what it has measured into docs/performance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ProviderId } from '@hitch/protocol'
import { startPostgres } from '../../scripts/lib/postgres.mjs'
import { bffEnvironment } from '../stack/bff-environment.ts'
import { repositoryRoot, startChild } from '../stack/child.ts'
import { createDatabase } from '../stack/database.ts'
import { flow } from '../stack/flow.ts'
import { freePort } from '../stack/free-port.ts'
import { startFaultProxy, type FaultyCall } from './fault-proxy.ts'

const rounds = Number(process.argv[2] ?? 5)
const seconds = Number(process.argv[3] ?? 15)
/** Milliseconds between two growers of one provider. */
const EVERY = 250
/** DESIGN section 9. */
const PROMISED = 1.2

/** Calls that each grower makes: those for a sign-in page are kept, and so not met. */
const SICK: Record<string, Pick<FaultyCall, 'method' | 'path' | 'fault'> & { provider: ProviderId }> = {
  'John Deere’s helper hangs at the exchange': {
    provider: 'JohnDeere',
    method: 'POST',
    path: /johndeere\/get_token$/,
    fault: 'hang',
  },
  'John Deere’s helper cuts the connection at the exchange': {
    provider: 'JohnDeere',
    method: 'POST',
    path: /johndeere\/get_token$/,
    fault: 'reset',
  },
  'FieldView’s token endpoint is slow': {
    provider: 'ClimateFieldView',
    method: 'POST',
    path: /oauth\/token$/,
    fault: 'latency',
  },
  'FieldView’s token endpoint hangs': {
    provider: 'ClimateFieldView',
    method: 'POST',
    path: /oauth\/token$/,
    fault: 'hang',
  },
}

const [port, proxyPort, sandboxPort] = [await freePort(), await freePort(), await freePort()]
const sandboxUrl = `http://127.0.0.1:${proxyPort}`
const target = {
  bffUrl: `http://localhost:${port}`,
  hostUrl: 'http://127.0.0.1:4300',
  secretKey: 'sick-secret-key-of-more-than-32-characters',
}
const postgres = await startPostgres(repositoryRoot)
const sandbox = await startChild(
  'packages/sandbox/dist/main.js',
  { PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl },
  `http://127.0.0.1:${sandboxPort}`,
)
const proxy = await startFaultProxy(proxyPort, sandboxPort)
const bff = await startChild(
  'apps/bff/dist/main.js',
  {
    ...bffEnvironment(target, sandboxUrl),
    DATABASE_URL: await createDatabase(postgres.url),
    PORT: String(port),
    HITCH_LOG_LEVEL: 'error',
  },
  `${target.bffUrl}/readyz`,
)

let growers = 0
/** Growers of FieldOps and, beside them, of the provider that is sick or is not. Gives how long FieldOps' requests took. */
const play = async (provider: ProviderId): Promise<number[]> => {
  const took: number[] = []
  const timed: typeof fetch = async (url, init) => {
    const begun = performance.now()
    const answer = await fetch(url, init)
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`)
    took.push(performance.now() - begun)
    return answer
  }
  const going: Promise<unknown>[] = []
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await sleep(EVERY)) {
    growers += 1
    going.push(
      flow(target, `grower-${growers}`, 'CNHIFieldOps', timed).then(({ status }) => {
        if (status !== 'connected') throw new Error(`FieldOps: ${status}`)
      }),
      flow(target, `other-${growers}`, provider).catch(() => undefined),
    )
  }
  await Promise.all(going)
  return took
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0
const median = (values: readonly number[]): number => percentile(values, 0.5)

const lines: string[] = []
let isKept = true
await play('JohnDeere')
for (const [name, { provider, ...call }] of Object.entries(SICK)) {
  const [well, sick]: [number[][], number[][]] = [[], []]
  // By turns, so that whatever else the machine does befalls both.
  for (let round = 0; round < rounds; round += 1) {
    proxy.befall({ ...call, times: 0 })
    well.push(await play(provider))
    proxy.befall({ ...call, times: Infinity })
    sick.push(await play(provider))
    if (proxy.calls() === 0) throw new Error(`${name}: nobody met it`)
    // Until the breaker has let one through that is answered.
    proxy.befall({ ...call, times: 0 })
    for (;;) if ((await flow(target, `after-${(growers += 1)}`, provider)).status === 'connected') break
  }
  const [p99well, p99sick] = [percentile(well.flat(), 0.99), percentile(sick.flat(), 0.99)]
  const ratio = p99sick / p99well
  isKept &&= ratio < PROMISED
  lines.push(
    `| ${name} | ${median(well.flat()).toFixed(1)} / ${median(sick.flat()).toFixed(1)} ms | ${p99well.toFixed(1)} / ${p99sick.toFixed(1)} ms | ${ratio.toFixed(2)} | below ${PROMISED.toFixed(1)} |`,
  )
  console.log(lines.at(-1))
}
await Promise.all([bff.stop(), sandbox.stop(), proxy.stop()])
await postgres.stop()

const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const table = [
  `Measured on ${new Date().toISOString().slice(0, 10)}, ${rounds} turns of ${seconds} s each, with and without by turns.`,
  '',
  '| while | median of FieldOps’ requests, without / with | p99, without / with | ratio of p99 | promised |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
].join('\n')
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(
    /(<!-- sick -->\n)[^]*?(\n<!-- \/sick -->)/,
    (_, before: string, after: string) => `${before}\n${table}\n${after}`,
  ),
)
process.exit(isKept ? 0 : 1)
