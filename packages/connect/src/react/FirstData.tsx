import type { ProviderId } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Connect } from '../core/types.ts'
import { countingInterval, isCounted, nextCounting, type Counting } from './counting.ts'
import type { Kit } from './kit.ts'

interface FirstDataProps {
  kit: Pick<Kit, 'useServerData'>
  core: Connect
  baseUrl: string
  provider: ProviderId
  client: QueryClient
  onCount: (fields: number | undefined) => void
}

/** Counts the fields while the first data comes in; undefined before the first count, and once it has settled. */
export const FirstData = (props: FirstDataProps): null => {
  const { onCount } = props
  const { data } = useCounting(props)
  const fields = data && !isCounted(data) ? (data.progress.fields ?? 0) : undefined
  useEffect(() => onCount(fields), [onCount, fields])
  return null
}

const useCounting = ({ kit, core, baseUrl, provider, client }: FirstDataProps) =>
  kit.useServerData<Counting, [string, string, ProviderId]>(
    {
      queryKey: ['counting', baseUrl, provider],
      queryFn: async ({ signal, client, queryKey }) =>
        nextCounting(client.getQueryData(queryKey), await core.api.getProgress(provider, signal)),
      retry: false,
      staleTime: 3000,
      refetchInterval: ({ state }) => (state.error ? false : countingInterval(state.data)),
    },
    client,
  )
