import type { ConnectServerOptions } from '@hitch/server'
import type { Settings } from './environment.ts'

/** Traces, if there is a collector. The SDK is loaded only then. */
export const startTracing = async ({
  traceEndpoint,
}: Pick<Settings, 'traceEndpoint'>): Promise<{
  readonly tracer: ConnectServerOptions['tracer']
  stop(): Promise<void>
}> => {
  if (traceEndpoint === null) return { tracer: undefined, stop: () => Promise.resolve() }
  const { createTracing } = await import('@hitch/server/tracing')
  return createTracing({ endpoint: traceEndpoint })
}
