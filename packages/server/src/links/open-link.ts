import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import { sql } from 'kysely'
import { HOSTED_PAGE } from '../sessions/hosted-page.ts'
import type { LinkRow } from './link-uses.ts'

/**
 * The session that a link gives to whoever presses Continue: it may connect and nothing else, it works from our own pages
 * alone, and it ends after half an hour.
 *
 * @returns the session's token, for its cookie
 */
export const openLink = async (
  { database, publicUrl, randomBytes, timings }: ServerContext,
  link: LinkRow,
): Promise<string> => {
  const token = randomSecret(randomBytes)
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('links')
      .set({ opened_at: sql<Date>`coalesce(opened_at, ${databaseNow})` })
      .where('link_id', '=', link.link_id)
      .execute()
    await transaction
      .insertInto('sessions')
      .values({
        session_id: randomId(randomBytes, 'ses'),
        token_hash: sha256(token),
        leaf_user_id: link.leaf_user_id,
        origin: publicUrl,
        subject: link.subject,
        locale: link.locale,
        return_url: publicUrl + HOSTED_PAGE,
        providers: link.providers === null ? null : JSON.stringify(link.providers),
        can: JSON.stringify(['connect']),
        expires_at: inFuture(timings.hostedSessionLifetime),
        link_id: link.link_id,
        brand: link.brand === null ? null : JSON.stringify(link.brand),
        leave_url: link.return_url,
      })
      .execute()
  })
  return token
}
