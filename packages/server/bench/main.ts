/**
 * Whole connect flows a second: Hitch beside a bare handler, one after the other, several times, everything on this
 * machine. `pnpm bench --seconds 20 --runs 3 --at-once 24`, after `pnpm build`. It writes docs/performance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bffEnvironment } from '../../../e2e/stack/bff-environment.ts'
import { startChild } from '../../../e2e/stack/child.ts'
import { createDatabase } from '../../../e2e/stack/database.ts'
import { freePort } from '../../../e2e/stack/free-port.ts'
import { startPostgres } from '../../../scripts/lib/postgres.mjs'
import { measure, type Measured } from './measure.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '24' },
  },
})
const root = fileURLToPath(new URL('../../..', import.meta.url))
const secretKey = 'bench-secret-key-of-more-than-32-characters'

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const postgres = await startPostgres(root, { durable: true })

const run = async (entry: string): Promise<Measured> => {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const [bffUrl, sandboxUrl] = [`http://localhost:${port}`, `http://127.0.0.1:${sandboxPort}`]
  const hostUrl = 'http://127.0.0.1:4300'
  const sandbox = await startChild(
    'packages/sandbox/dist/main.js',
    { PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl },
    sandboxUrl,
  )
  const server = await startChild(
    entry,
    {
      ...bffEnvironment({ bffUrl, hostUrl, secretKey }, sandboxUrl),
      // The growers come from many addresses, through a proxy that is trusted.
      HITCH_TRUSTED_PROXIES: '127.0.0.0/8,::1',
      DATABASE_URL: await createDatabase(postgres.url),
      PORT: String(port),
    },
    `http://127.0.0.1:${port}/readyz`,
  )
  try {
    return await measure({ bffUrl, hostUrl, secretKey }, server.pid, {
      seconds: Number(values.seconds),
      atOnce: Number(values['at-once']),
      warmUp: 5,
    })
  } finally {
    await server.stop()
    await sandbox.stop()
  }
}

const SERVERS = { Hitch: 'apps/bff/dist/main.js', 'bare node:http and pg': 'packages/server/bench/bare.ts' } as const
const results = new Map<string, Measured[]>(Object.keys(SERVERS).map((name) => [name, []]))
for (let turn = 1; turn <= Number(values.runs); turn += 1) {
  for (const [name, entry] of Object.entries(SERVERS)) {
    const measured = await run(entry)
    results.get(name)?.push(measured)
    const others = [...measured.others].map(([outcome, count]) => `${count} ${outcome}`).join(', ')
    console.log(`${turn}  ${name}: ${measured.flowsPerSecond.toFixed(1)} flows/s${others === '' ? '' : `; ${others}`}`)
  }
}
await postgres.stop()

const medianOf = (name: string, of: (measured: Measured) => number): number => {
  const sorted = (results.get(name) ?? []).map(of).toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}
const lines = [...results.keys()].map(
  (name) =>
    `| ${name} | ${medianOf(name, ({ flowsPerSecond }) => flowsPerSecond).toFixed(1)} | ` +
    `${medianOf(name, ({ cpuPerFlow }) => cpuPerFlow).toFixed(1)} ms |`,
)
const ratio =
  medianOf('Hitch', (one) => one.flowsPerSecond) / medianOf('bare node:http and pg', (one) => one.flowsPerSecond)
const report = [
  `Measured on ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ` +
    `Node ${process.versions.node}; server, PostgreSQL, sandbox and ${values['at-once']} growers at once share them. ` +
    `Medians of ${values.runs} runs of ${values.seconds} s.`,
  '',
  '| server | whole flows a second | its CPU time for one |',
  '| --- | --- | --- |',
  ...lines,
  '',
  `Hitch does ${ratio.toFixed(2)} of what the bare handler does (promised: at least 0.40), in at most ` +
    `${medianOf('Hitch', ({ memory }) => memory).toFixed(0)} MB of memory.`,
].join('\n')
console.log(report)
const page = `${root}docs/performance.md`
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(/(<!-- flows -->\n)[^]*?(\n<!-- \/flows -->)/, `$1\n${report}\n$2`),
)
