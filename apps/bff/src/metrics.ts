import type { ConnectDatabase, ConnectServer, ConnectServerOptions } from '@hitch/server'
import { serveOperator } from '@hitch/server/node'
import type { Settings } from './environment.ts'

interface OperatorMetrics {
  readonly meter: ConnectServerOptions['meter']
  /** What stands with the server itself is read at each scrape. */
  watch(server: Pick<ConnectServer, 'breakers'>): void
  stop(): Promise<void>
}

/** Serves metrics on the operator port, if there is one. What counts is loaded only then. @throws PortInUseError */
export const startMetrics = async (
  { operator }: Pick<Settings, 'operator'>,
  database: ConnectDatabase,
): Promise<OperatorMetrics> => {
  if (operator === null) return { meter: undefined, watch: () => undefined, stop: () => Promise.resolve() }
  const { createMetrics } = await import('@hitch/server/metrics')
  const metrics = createMetrics({ database: database.kysely })
  const served = await serveOperator(metrics, operator)
  return {
    meter: metrics.meter,
    watch: ({ breakers }) => metrics.watchBreakers(breakers),
    stop: () => served.stop(),
  }
}
