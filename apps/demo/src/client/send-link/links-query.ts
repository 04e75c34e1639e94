import { queryOptions } from '@tanstack/react-query'
import { type Language, type LinkLifetime, SITE_PATHS, type SentLink } from '../../shared/site.ts'
import { post } from '../post.ts'

/** While somebody may be at it, what he does is shown within seconds. */
const LOOK_EVERY = 3000

export const linksQuery = queryOptions({
  queryKey: ['links'],
  queryFn: async ({ signal }): Promise<SentLink[]> => {
    const response = await fetch(SITE_PATHS.links, { signal })
    if (!response.ok) throw new Error(`${SITE_PATHS.links} answered ${response.status}`)
    return response.json()
  },
  refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'active') ? LOOK_EVERY : false),
})

export const makeLink = (wish: { locale: Language; lifetime: LinkLifetime }): Promise<void> =>
  post(SITE_PATHS.links, wish)

export const turnOff = (linkId: string): Promise<void> =>
  post(`${SITE_PATHS.links}/${encodeURIComponent(linkId)}/revoke`)
