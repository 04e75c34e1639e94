import { fileURLToPath } from 'node:url'
import { startPgBouncer } from '../../scripts/lib/pgbouncer.mjs'
import { startPostgres } from '../../scripts/lib/postgres.mjs'
import { bffEnvironment } from './bff-environment.ts'
import { startChild, type Child } from './child.ts'
import { createDatabase } from './database.ts'
import type { FlowTarget } from './flow.ts'
import { freePort } from './free-port.ts'
import { startRoundRobin, type RoundRobin } from './round-robin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const CLOCK = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url))
const secretKey = 'e2e-secret-key-of-more-than-32-characters'

export interface Instances extends FlowTarget {
  readonly ports: readonly number[]
  readonly balancer: RoundRobin
  readonly databaseUrl: string
  readonly sandboxUrl: string
  /** As an operator rolls out a release: out of the rotation, stopped, started, back. */
  restart(port: number): Promise<void>
  /** As a machine fails: nobody is told. It is started again at once. */
  kill(port: number): Promise<void>
  /** All that they printed. */
  log(): string
  stop(): Promise<void>
}

/**
 * Three BFFs on one PostgreSQL, by way of PgBouncer in transaction mode, behind a round-robin proxy: no request of a flow
 * meets the instance that the last one met. Their clocks are five minutes apart.
 */
export const startInstances = async (): Promise<Instances> => {
  const postgres = process.env['HITCH_TEST_DATABASE_URL']
    ? { url: process.env['HITCH_TEST_DATABASE_URL'], stop: () => Promise.resolve() }
    : await startPostgres(root)
  const databaseUrl = await createDatabase(postgres.url)
  const pooled = await startPgBouncer(root, databaseUrl)
  const [port, sandboxPort, hostPort] = [await freePort(), await freePort(), await freePort()]
  const ports = [await freePort(), await freePort(), await freePort()]
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
      'apps/bff/dist/main.js',
      {
        ...bffEnvironment({ bffUrl, hostUrl, secretKey }, sandboxUrl),
        DATABASE_URL: pooled.url,
        PORT: String(instance),
        NODE_OPTIONS: `--import ${CLOCK}`,
        CLOCK_SHIFT: String((index - 1) * 5 * 60_000),
      },
      `http://127.0.0.1:${instance}/readyz`,
    )
  const running = new Map<number, Child>()
  await Promise.all(ports.map(async (instance, index) => running.set(instance, await start(instance, index))))
  const balancer = await startRoundRobin(port, ports)
  const again = async (instance: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const child = running.get(instance)
    await child?.stop(signal)
    printed.push(child?.output() ?? '')
    running.set(instance, await start(instance, ports.indexOf(instance)))
  }
  return {
    bffUrl,
    hostUrl,
    secretKey,
    ports,
    balancer,
    databaseUrl,
    sandboxUrl,
    async restart(instance) {
      await balancer.takeOut(instance)
      await again(instance, 'SIGTERM')
      balancer.putBack(instance)
    },
    kill: (instance) => again(instance, 'SIGKILL'),
    log: () => [...printed, ...[...running.values()].map((child) => child.output())].join(''),
    async stop() {
      await balancer.stop()
      await Promise.all([...[...running.values()].map((child) => child.stop()), sandbox.stop()])
      await pooled.stop()
      await postgres.stop()
    },
  }
}
