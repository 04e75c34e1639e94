import type { CreatedLink, CreateLink, Link, LinkList } from '@hitch/protocol'
import type { Farm, Language, LinkLifetime, SentLink } from '../shared/site.ts'

/** What this backend needs of `@hitch/server/client` for links. */
export interface LinkClient {
  createLink(wish: CreateLink): Promise<CreatedLink>
  getLink(linkId: string): Promise<Link>
  listLinks(which: { leafUserId: string }): Promise<LinkList>
  revokeLink(linkId: string): Promise<void>
}

export interface HitchLinks {
  create(farm: Farm, wish: { locale: Language; lifetime: LinkLifetime }): Promise<void>
  /** Newest first, as they stand at the BFF. */
  list(farm: Farm): Promise<SentLink[]>
  /** An SVG document; undefined when it is no link of this farm. */
  qrCode(farm: Farm, linkId: string): string | undefined
  /** Returns false when it is no link of this farm: nobody turns off what is another’s. */
  revoke(farm: Farm, linkId: string): Promise<boolean>
}

const KEPT = 5

/**
 * The connect links that were made here. The BFF tells a link’s address once and keeps a hash of it; a real site sends it
 * and forgets it, too. This one keeps the last few of each farm in memory, to show them.
 */
export const createHitchLinks = ({ client, returnUrl }: { client: LinkClient; returnUrl: string }): HitchLinks => {
  const known = new Map<string, { leafUserId: string; made: readonly CreatedLink[] }>()
  const find = ({ id }: Farm, linkId: string) => known.get(id)?.made.find((link) => link.linkId === linkId)

  return {
    async create(farm, { locale, lifetime }) {
      const link = await client.createLink({
        externalId: farm.memberNumber,
        user: { name: farm.name },
        subject: farm.name,
        expiresIn: Number(lifetime),
        locale,
        returnUrl,
      })
      const { leafUserId } = await client.getLink(link.linkId)
      known.set(farm.id, { leafUserId, made: [link, ...(known.get(farm.id)?.made ?? [])].slice(0, KEPT) })
    },

    async list(farm) {
      const here = known.get(farm.id)
      if (!here) return []
      const { links } = await client.listLinks({ leafUserId: here.leafUserId })
      const states = new Map(links.map((link) => [link.linkId, link]))
      return here.made.flatMap(({ linkId, url, message, expiresAt }) => {
        const state = states.get(linkId)
        if (!state) return []
        const { status, openedAt, completions } = state
        return [{ linkId, url, message, expiresAt, status, openedAt, completions }]
      })
    },

    qrCode: (farm, linkId) => find(farm, linkId)?.qrCode,

    async revoke(farm, linkId) {
      if (!find(farm, linkId)) return false
      await client.revokeLink(linkId)
      return true
    },
  }
}
