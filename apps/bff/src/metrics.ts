import type { ConnectDatabase, ConnectServerOptions } from '@hitch/server'
import { serveOperator } from '@hitch/server/node'
import type { Settings } from './environment.ts'

/** Serves metrics on the operator port, if there is one. What counts is loaded only then. @throws PortInUseError */
export const startMetrics = async (
  { operator }: Pick<Settings, 'operator'>,
  database: ConnectDatabase,
): Promise<{ readonly meter: ConnectServerOptions['meter']; stop(): Promise<void> }> => {
  if (operator === null) return { meter: undefined, stop: () => Promise.resolve() }
  const { createMetrics } = await import('@hitch/server/metrics')
  const metrics = createMetrics({ database: database.kysely })
  const served = await serveOperator(metrics, operator)
  return { meter: metrics.meter, stop: () => served.stop() }
}
