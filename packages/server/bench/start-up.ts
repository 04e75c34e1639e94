/**
 * From the start of a process to the first 200 of /readyz, and what a widget asks that only stands open:
 * `pnpm bench:start-up --turns 5`, after `pnpm build`. It writes docs/performance.md.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bffEnvironment } from '../../../e2e/stack/bff-environment.ts'
import { createDatabase } from '../../../e2e/stack/database.ts'
import { freePort } from '../../../e2e/stack/free-port.ts'
import { table } from '../../../scripts/lib/between-markers.ts'
import { median } from '../../../scripts/lib/statistics.ts'
import { createHttpClient } from './http-client.ts'
import { idleRequests } from './idle.ts'
import { ofThisMachine, report } from './report.ts'
import { HITCH, root, startDurablePostgres } from './stand.ts'

const { values } = parseArgs({ options: { turns: { type: 'string', default: '5' } } })
const turns = Number(values.turns)
/** How often it is asked whether it is ready, in milliseconds. */
const ASK_AGAIN = 5

const client = createHttpClient()
const postgres = await startDurablePostgres()
const folder = await mkdtemp(join(tmpdir(), 'hitch-bench-'))

/** Milliseconds. Nobody answers at the addresses of Leaf and the helpers: a start asks none of them. */
const timeToReady = async (where: Record<string, string>): Promise<number> => {
  const port = await freePort()
  const target = { bffUrl: `http://localhost:${port}`, hostUrl: 'http://127.0.0.1:4300', secretKey: 'k'.repeat(32) }
  const env = { ...bffEnvironment(target, 'http://127.0.0.1:9'), ...where, PORT: String(port) }
  const begun = performance.now()
  const server = spawn(process.execPath, ['--enable-source-maps', HITCH], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(server, 'exit')
  const isReady = (): Promise<boolean> =>
    client.ask(`http://127.0.0.1:${port}/readyz`, { method: 'GET' }).then(
      ({ status }) => status === 200,
      () => false,
    )
  while (!(await isReady())) {
    if (server.exitCode !== null) throw new Error('the server did not start')
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN))
  }
  const lasted = performance.now() - begun
  server.kill('SIGTERM')
  await ended
  return lasted
}

/** The first time of each turn is on nothing, the second on what the first has left. */
const timesOn = async (fresh: (turn: number) => Promise<Record<string, string>>): Promise<[number[], number[]]> => {
  const [first, again]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns; turn += 1) {
    const where = await fresh(turn)
    first.push(await timeToReady(where))
    again.push(await timeToReady(where))
  }
  return [first, again]
}

const [pglite, pgliteAgain] = await timesOn((turn) => Promise.resolve({ HITCH_DATA_DIR: join(folder, String(turn)) }))
const [empty, existing] = await timesOn(async () => ({ DATABASE_URL: await createDatabase(postgres.url) }))
client.close()
await postgres.stop()
await rm(folder, { recursive: true, force: true })
const idle = await idleRequests()

const rows: [string, number[]][] = [
  ['PostgreSQL, empty', empty],
  ['PostgreSQL, with the tables', existing],
  ['PGlite, empty folder', pglite],
  ['PGlite, with the tables', pgliteAgain],
]
report(
  'start-up',
  [
    `${ofThisMachine()}. From the start of the process to the first 200 of \`/readyz\`; medians of ${turns}.`,
    '',
    table(
      ['database', 'ready after'],
      rows.map(([name, times]) => [name, `${median(times).toFixed(0)} ms`]),
    ),
    '',
    table(
      ['a widget that stands open, in Chromium', 'requests to the BFF in 10 minutes, after it was painted'],
      idle.map(({ what, requests }) => [what, String(requests)]),
    ),
  ].join('\n'),
)
