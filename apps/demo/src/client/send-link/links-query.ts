import { queryOptions } from '@tanstack/react-query'
import { type Language, type LinkLifetime, SITE_PATHS, type SentLink, type SiteProblem } from '../../shared/site.ts'

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

const post = async (path: string, form: Record<string, string> = {}): Promise<void> => {
  const response = await fetch(path, { method: 'POST', body: new URLSearchParams(form) })
  if (response.ok) return
  if (response.status === 401) location.assign(SITE_PATHS.signIn)
  const { message }: SiteProblem = await response.json()
  throw new Error(message)
}
