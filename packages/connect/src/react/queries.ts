import type { ConnectState, Progress, ProviderId } from '@hitch/protocol'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Connect, ConnectErrorShape } from '../core/types.ts'

/** Without a core nothing is asked: the session may not, or there is no need. */
type MaybeCore = Connect | undefined

export const connectKey = (baseUrl: string) => ['connect', baseUrl] as const

const PASSING: readonly string[] = ['network_offline', 'leaf_unavailable', 'internal']

/** Everything that paints the tiles. Looked at again while something is expected to change by itself. */
export const connectQuery = (core: Connect, baseUrl: string) =>
  queryOptions<ConnectState, ConnectErrorShape>({
    queryKey: connectKey(baseUrl),
    queryFn: ({ signal }) => core.api.getConnect(signal),
    retry: (count, error) => count < 2 && PASSING.includes(error.code),
    refetchInterval: ({ state }) => connectInterval(state.data),
  })

/** Milliseconds until the next look, or false when nothing moves by itself. */
export const connectInterval = (data: ConnectState | undefined): number | false => {
  if (data?.connections.some(({ status, disconnecting }) => disconnecting || status === 'checking')) return 10_000
  return data?.providers.some(({ availability }) => availability === 'down') ? 30_000 : false
}

/** What arrived so far, and for how many looks it has not changed. */
export interface Counting {
  progress: Progress
  looks: number
  unchanged: number
}

/** Counts while the first data comes in: 3 s, then ever less often, and no more once it has settled or 20 looks passed. */
export const progressQuery = (core: MaybeCore, baseUrl: string, provider: ProviderId) =>
  queryOptions<Counting, ConnectErrorShape>({
    queryKey: ['progress', baseUrl, provider],
    queryFn: core
      ? async ({ signal, client, queryKey }) =>
          nextCounting(client.getQueryData(queryKey), await core.api.getProgress(provider, signal))
      : skipToken,
    retry: false,
    staleTime: 3000,
    refetchInterval: ({ state }) => (state.error ? false : countingInterval(state.data)),
  })

export const nextCounting = (before: Counting | undefined, progress: Progress): Counting => ({
  progress,
  looks: (before?.looks ?? 0) + 1,
  unchanged: before && before.progress.fields === progress.fields ? before.unchanged + 1 : 0,
})

export const isCounted = ({ progress, looks, unchanged }: Counting): boolean =>
  looks >= 20 || ((progress.fields ?? 0) > 0 && unchanged >= 3)

export const countingInterval = (counting: Counting | undefined): number | false => {
  if (!counting) return 3000
  return isCounted(counting) ? false : Math.min(60_000, 3000 * 1.5 ** counting.looks)
}
