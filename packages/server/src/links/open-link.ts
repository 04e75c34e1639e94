import { sql } from 'kysely'
import type { ServerContext } from '../context.ts'
import { databaseNow } from '../database/clock.ts'
import { insertHostedSession } from '../sessions/insert-hosted-session.ts'
import type { LinkRow } from './link-uses.ts'

/**
 * The session that a link gives to whoever presses Continue: it may connect and nothing else, it works from our own pages
 * alone, and it ends after half an hour.
 *
 * @param chosen the language that the grower chose on the link's page, instead of the link's
 * @returns the session's token, for its cookie
 */
export const openLink = async (context: ServerContext, link: LinkRow, chosen: string | undefined): Promise<string> =>
  await context.database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('links')
      .set({ opened_at: sql<Date>`coalesce(opened_at, ${databaseNow})` })
      .where('link_id', '=', link.link_id)
      .execute()
    return await insertHostedSession(transaction, context, {
      ...link,
      locale: chosen ?? link.locale,
      can: ['connect'],
      milliseconds: context.timings.hostedSessionLifetime,
      leaveUrl: link.return_url,
      linkId: link.link_id,
    })
  })
