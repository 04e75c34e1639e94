import { fileURLToPath } from 'node:url'
import { bffEnvironment } from '../../../e2e/stack/bff-environment.ts'
import { startChild, type Child } from '../../../e2e/stack/child.ts'
import { createDatabase } from '../../../e2e/stack/database.ts'
import type { FlowTarget } from '../../../e2e/stack/flow.ts'
import { freePort } from '../../../e2e/stack/free-port.ts'
import { memoryOf } from './process-use.ts'
import { startPostgres } from '../../../scripts/lib/postgres.mjs'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

export const HITCH = 'apps/bff/dist/main.js'

/** What is measured, with all that it needs, on this machine. */
export interface Stand {
  readonly target: FlowTarget
  readonly databaseUrl: string
  readonly sandboxUrl: string
  readonly servers: readonly Instance[]
  /** Where a grower's next request goes: to each instance in turn. */
  readonly next: () => string
  stop(): Promise<void>
}

export interface Instance {
  readonly pid: number
  readonly url: string
  /** Where it tells its metrics. */
  readonly operatorUrl: string
  /** What it holds now, in MB. @throws {Error} with its last words when it is gone */
  memory(): number
}

export interface Plan {
  /** The cluster, as production has it: what is committed is on the disk. */
  readonly postgresUrl: string
  /** @default HITCH */
  readonly entry?: string
  /** @default 1 */
  readonly instances?: number
  /** A database that has rows already. @default a fresh one */
  readonly databaseUrl?: string
  readonly env?: Record<string, string>
}

/** A durable PostgreSQL, and `process.exit` at Ctrl-C, so that whatever was started is stopped. */
export const startDurablePostgres = async (): ReturnType<typeof startPostgres> => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  return await startPostgres(root, { durable: true })
}

const secretKey = 'bench-secret-key-of-more-than-32-characters'
/** Nobody listens there: it is only the Origin of the growers' pages. */
const hostUrl = 'http://127.0.0.1:4300'

export const standUp = async ({
  postgresUrl,
  entry = HITCH,
  instances = 1,
  env = {},
  ...plan
}: Plan): Promise<Stand> => {
  const [publicPort, sandboxPort] = [await freePort(), await freePort()]
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const target = { bffUrl: `http://localhost:${publicPort}`, hostUrl, secretKey }
  const databaseUrl = plan.databaseUrl ?? (await createDatabase(postgresUrl))
  const children: Child[] = []
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await child.stop()
  }
  const start = async (path: string, own: Record<string, string>, readyUrl: string): Promise<Child> => {
    const child = await startChild(path, own, readyUrl, { keepsOutput: true })
    children.push(child)
    return child
  }
  try {
    await start('packages/sandbox/dist/main.js', { PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl }, sandboxUrl)
    const servers: Instance[] = []
    for (let index = 0; index < instances; index += 1) {
      const port = index === 0 ? publicPort : await freePort()
      const operatorPort = await freePort()
      const url = `http://127.0.0.1:${port}`
      const child = await start(
        entry,
        {
          ...bffEnvironment(target, sandboxUrl),
          // The growers come from many addresses, through a proxy that is trusted.
          HITCH_TRUSTED_PROXIES: '127.0.0.0/8,::1',
          HITCH_OPERATOR_PORT: String(operatorPort),
          DATABASE_URL: databaseUrl,
          PORT: String(port),
          ...env,
        },
        `${url}/readyz`,
      )
      servers.push({
        pid: child.pid,
        url,
        operatorUrl: `http://127.0.0.1:${operatorPort}`,
        memory() {
          try {
            return memoryOf(child.pid)
          } catch (error) {
            throw new Error(`a server is gone: ${child.output()}`, { cause: error })
          }
        },
      })
    }
    let asked = 0
    return {
      target,
      databaseUrl,
      sandboxUrl,
      servers,
      next: () => {
        asked += 1
        return servers[asked % servers.length]?.url ?? ''
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
