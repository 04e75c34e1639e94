import { queryOptions } from '@tanstack/react-query'
import { type KnownConnections, SITE_PATHS, type SiteData } from '../shared/site.ts'

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
