import type { Link, LinkCompletion, LinkList, ProviderId } from '@hitch/protocol'
import type { SecretKey, ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { completionsOf, isLive, linkStatus, type LinkRow } from './link-uses.ts'

type Dependencies = Pick<ServerContext, 'database' | 'providers'>

const PAGE = 100

/** A scoped key sees the links that it made; any other sees all. */
const visibleTo = ({ name, origins }: SecretKey): string | undefined => (origins === undefined ? undefined : name)

/** Newest first. @throws HttpProblem not_found when `before` names no link that this key may see */
export const listLinks = async (
  context: Dependencies,
  key: SecretKey,
  { leafUserId, before }: { leafUserId?: string | undefined; before?: string | undefined },
): Promise<LinkList> => {
  let query = context.database
    .selectFrom('links')
    .selectAll()
    .select(isLive)
    .orderBy('number', 'desc')
    .limit(PAGE + 1)
  const madeBy = visibleTo(key)
  if (madeBy !== undefined) query = query.where('made_by', '=', madeBy)
  if (leafUserId !== undefined) query = query.where('leaf_user_id', '=', leafUserId)
  if (before !== undefined) query = query.where('number', '<', (await findLink(context, key, before)).number)
  const rows = await query.execute()
  const shown = rows.slice(0, PAGE)
  const completions = await completionsOf(
    context,
    shown.map((row) => row.link_id),
  )
  return { links: shown.map((row) => toLink(context, row, completions.get(row.link_id))), more: rows.length > PAGE }
}

/** @throws HttpProblem not_found */
export const readLink = async (context: Dependencies, key: SecretKey, linkId: string): Promise<Link> => {
  const row = await findLink(context, key, linkId)
  return toLink(context, row, (await completionsOf(context, [linkId])).get(linkId))
}

const findLink = async ({ database }: Dependencies, key: SecretKey, linkId: string): Promise<LinkRow> => {
  let query = database.selectFrom('links').selectAll().select(isLive).where('link_id', '=', linkId)
  const madeBy = visibleTo(key)
  if (madeBy !== undefined) query = query.where('made_by', '=', madeBy)
  const row = await query.executeTakeFirst()
  if (row === undefined) throw new HttpProblem('not_found')
  return row
}

export interface FoundLink {
  readonly link: LinkRow
  readonly status: Link['status']
}

/** A link as whoever brings its secret finds it. The same questions are asked whether there is one or not: so is the time. */
export const findBySecret = async (context: Dependencies, secret: string): Promise<FoundLink | undefined> => {
  const link = await context.database
    .selectFrom('links')
    .selectAll()
    .select(isLive)
    .where('secret_hash', '=', sha256(secret))
    .executeTakeFirst()
  const completions = await completionsOf(context, [link?.link_id ?? ''])
  if (link === undefined) return undefined
  return { link, status: linkStatus(link, completions.get(link.link_id) ?? [], configured(context)) }
}

const configured = ({ providers }: Dependencies): ProviderId[] => [...providers.keys()]

const toLink = (context: Dependencies, row: LinkRow, completions: LinkCompletion[] = []): Link => ({
  linkId: row.link_id,
  leafUserId: row.leaf_user_id,
  subject: row.subject,
  ...(row.providers === null ? {} : { providers: row.providers }),
  maxCompletions: row.max_completions,
  status: linkStatus(row, completions, configured(context)),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
  completions,
})
