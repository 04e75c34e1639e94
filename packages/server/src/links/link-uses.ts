import type { LinkCompletion, LinkStatus, ProviderId } from '@hitch/protocol'
import { sql, type Selectable } from 'kysely'
import type { ServerContext } from '../context.ts'
import type { LinksTable } from '../database/tables.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { LiveSession } from '../sessions/live-session.ts'

type Database = Pick<ServerContext, 'database'>

/** A link, with whether it has run out by the database's clock. */
export type LinkRow = Selectable<LinksTable> & { readonly is_live: boolean }

export const isLive = sql<boolean>`expires_at > clock_timestamp()`.as('is_live')

/** How often each provider was connected by each of these links: read from the attempts that they began. */
export const completionsOf = async (
  { database }: Database,
  linkIds: readonly string[],
): Promise<ReadonlyMap<string, LinkCompletion[]>> => {
  const rows = await database
    .selectFrom('attempts')
    .select(({ fn }) => ['link_id', 'provider', fn.countAll<string>().as('count'), fn.max('settled_at').as('last')])
    .where('link_id', 'in', [...linkIds, ''])
    .where('status', '=', 'connected')
    .groupBy(['link_id', 'provider'])
    .orderBy('provider')
    .execute()
  const byLink = new Map<string, LinkCompletion[]>()
  for (const { link_id: linkId, provider, count, last } of rows) {
    if (linkId === null || last === null) continue
    const completion = { provider, count: Number(count), completedAt: last.toISOString() }
    byLink.set(linkId, [...(byLink.get(linkId) ?? []), completion])
  }
  return byLink
}

/** Whether each provider that the link offers was connected as often as it may be. */
const isUsedUp = (
  { providers, max_completions: most }: Pick<LinkRow, 'providers' | 'max_completions'>,
  completions: readonly LinkCompletion[],
  configured: readonly ProviderId[],
): boolean => {
  const offered = configured.filter((id) => providers?.includes(id) ?? true)
  const isDone = (id: ProviderId): boolean =>
    completions.some(({ provider, count }) => provider === id && count >= most)
  return offered.length > 0 && offered.every(isDone)
}

export const linkStatus = (
  link: Pick<LinkRow, 'providers' | 'max_completions' | 'revoked_at' | 'is_live'>,
  completions: readonly LinkCompletion[],
  configured: readonly ProviderId[],
): LinkStatus => {
  if (link.revoked_at !== null) return 'revoked'
  if (isUsedUp(link, completions, configured)) return 'used'
  return link.is_live ? 'active' : 'expired'
}

/**
 * A session from a link may connect each provider as often as the link says. Two attempts at once cannot exceed it: of
 * one Leaf user and provider the newer start overtakes the older.
 *
 * @throws HttpProblem link_used, link_revoked
 */
export const requireLinkUse = async (
  context: Database,
  { linkId }: Pick<LiveSession, 'linkId'>,
  provider: ProviderId,
): Promise<void> => {
  if (linkId === null) return
  const link = await context.database
    .selectFrom('links')
    .select(['max_completions', 'revoked_at'])
    .where('link_id', '=', linkId)
    .executeTakeFirst()
  if (link === undefined || link.revoked_at !== null) throw new HttpProblem('link_revoked')
  const completions = (await completionsOf(context, [linkId])).get(linkId) ?? []
  const used = completions.find((completion) => completion.provider === provider)?.count ?? 0
  if (used >= link.max_completions) throw new HttpProblem('link_used')
}
