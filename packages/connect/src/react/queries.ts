import type { ConnectState } from '@hitch/protocol'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Connect, ConnectErrorShape } from '../core/types.ts'

/** Offline, a request is tried all the same: what comes of it tells more than `navigator.onLine`. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } })

export const connectKey = (baseUrl: string) => ['connect', baseUrl] as const

const PASSING: readonly string[] = ['network_offline', 'leaf_unavailable', 'internal']

/** Everything that paints the tiles. Looked at again while something is expected to change by itself. */
export const connectQuery = (core: Connect, baseUrl: string) =>
  queryOptions<ConnectState, ConnectErrorShape>({
    queryKey: connectKey(baseUrl),
    queryFn: ({ signal }) => core.api.getConnect(signal),
    retry: (count, error) => count < 2 && PASSING.includes(error.code),
    refetchInterval: ({ state }) => connectInterval(state.data, state.error),
  })

/**
 * Milliseconds until the next look, or false when nothing moves by itself. A connection may break at any time, behind the
 * grower's back. Who asked too much may ask again in a minute.
 */
export const connectInterval = (data: ConnectState | undefined, error?: ConnectErrorShape | null): number | false => {
  if (data?.connections.some(({ status, disconnecting }) => disconnecting || status === 'checking')) return 10_000
  const isDown = data?.providers.some(({ availability }) => availability === 'down')
  return isDown || data?.connections.length || error?.code === 'rate_limited' ? 30_000 : false
}
