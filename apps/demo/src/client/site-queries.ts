import { queryOptions } from '@tanstack/react-query'
import { type KnownConnections, SITE_PATHS, type SiteData, type ToldEvent } from '../shared/site.ts'

const getJson = async <T>(path: string, signal: AbortSignal): Promise<T> => {
  const response = await fetch(path, { signal })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json()
}

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => getJson<SiteData>(SITE_PATHS.site, signal),
})

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => getJson<KnownConnections>(SITE_PATHS.connections, signal),
})

/** Our own backend is asked, and not the BFF: it has been told already. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => getJson<ToldEvent[]>(SITE_PATHS.webhooks, signal),
  refetchInterval: 2_000,
})
