import { fileURLToPath } from 'node:url'
import { startPgBouncer } from '../../scripts/lib/pgbouncer.mjs'
import { startPostgres } from '../../scripts/lib/postgres.mjs'
import { bffEnvironment } from './bff-environment.ts'
import { startChild, type Child } from './child.ts'
import { createDatabase } from './database.ts'
import type { FlowTarget } from './flow.ts'
import { freePort } from './free-port.ts'
import { startRoundRobin, type RoundRobin, type RoundRobinOptions } from './round-robin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const CLOCK = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url))
const secretKey = 'e2e-secret-key-of-more-than-32-characters'

export interface Instances extends FlowTarget {
  readonly ports: readonly number[]
  readonly balancer: RoundRobin
  readonly databaseUrl: string
  readonly sandboxUrl: string
  /** As an operator rolls out a release: stopped, started. The balancer is not told; gives the exit code. */
  restart(port: number): Promise<number | null>
  /** As a machine fails: nobody is told. It is started again at once. */
  kill(port: number): Promise<void>
  /** All that they printed. */
  log(): string
  stop(): Promise<void>
}

/** By default the balancer looks nowhere, and nobody drains for it. */
export interface InstancesOptions extends RoundRobinOptions {
  readonly drainSeconds?: number
  /** @default 3 */
  readonly count?: number
  /** The BFF's program, and what its environment holds for it. @default the built one */
  readonly program?: { readonly entry: string; readonly environment: Readonly<Record<string, string>> }
}

const BUILT = { entry: 'apps/bff/dist/main.js', environment: {} }

/**
 * BFFs on one PostgreSQL, by way of PgBouncer in transaction mode, behind a round-robin proxy: no request of a flow
 * meets the instance that the last one met. Their clocks are five minutes apart.
 */
export const startInstances = async (options: InstancesOptions = {}): Promise<Instances> => {
  const { drainSeconds = 0, count = 3, program = BUILT, ...balancing } = options
  const postgres = process.env['HITCH_TEST_DATABASE_URL']
    ? { url: process.env['HITCH_TEST_DATABASE_URL'], stop: () => Promise.resolve() }
    : await startPostgres(root)
  const databaseUrl = await createDatabase(postgres.url)
  const pooled = await startPgBouncer(root, databaseUrl)
  const [port, sandboxPort, hostPort] = [await freePort(), await freePort(), await freePort()]
  const ports: number[] = []
  while (ports.length < count) ports.push(await freePort())
  const bffUrl = `http://localhost:${port}`
  const hostUrl = `http://127.0.0.1:${hostPort}`
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const sandbox = await startChild(
    'packages/sandbox/dist/main.js',
    { PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl },
    sandboxUrl,
  )
  const printed: string[] = []
  const start = (instance: number, index: number): Promise<Child> =>
    startChild(
      program.entry,
      {
        ...bffEnvironment({ bffUrl, hostUrl, secretKey }, sandboxUrl),
        DATABASE_URL: pooled.url,
        HITCH_DRAIN_SECONDS: String(drainSeconds),
        PORT: String(instance),
        NODE_OPTIONS: `--import ${CLOCK}`,
        CLOCK_SHIFT: String(((index % 3) - 1) * 5 * 60_000),
        ...program.environment,
      },
      `http://127.0.0.1:${instance}/readyz`,
    )
  const running = new Map<number, Child>()
  await Promise.all(ports.map(async (instance, index) => running.set(instance, await start(instance, index))))
  const balancer = await startRoundRobin(port, ports, balancing)
  const again = async (instance: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    const child = running.get(instance)
    const code = (await child?.stop(signal)) ?? null
    printed.push(child?.output() ?? '')
    running.set(instance, await start(instance, ports.indexOf(instance)))
    return code
  }
  return {
    bffUrl,
    hostUrl,
    secretKey,
    ports,
    balancer,
    databaseUrl,
    sandboxUrl,
    restart: (instance) => again(instance, 'SIGTERM'),
    async kill(instance) {
      await again(instance, 'SIGKILL')
    },
    log: () => [...printed, ...[...running.values()].map((child) => child.output())].join(''),
    async stop() {
      await balancer.stop()
      await Promise.all([...[...running.values()].map((child) => child.stop()), sandbox.stop()])
      await pooled.stop()
      await postgres.stop()
    },
  }
}
