import { sql } from 'kysely'
import type { SecretKey, ServerContext } from '../context.ts'
import { databaseNow } from '../database/clock.ts'

/**
 * Turns a link off, and with it the sessions that it gave: what was begun with them and waits for a code goes on, nothing
 * new begins. Again, or for a link that this key may not see, it changes nothing and tells nothing.
 */
export const revokeLink = async (
  { database }: Pick<ServerContext, 'database'>,
  key: SecretKey,
  linkId: string,
): Promise<void> => {
  await database.transaction().execute(async (transaction) => {
    let update = transaction
      .updateTable('links')
      .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${databaseNow})` })
      .where('link_id', '=', linkId)
    if (key.origins !== undefined) update = update.where('made_by', '=', key.name)
    const revoked = await update.returning('link_id').executeTakeFirst()
    if (revoked === undefined) return
    await transaction
      .updateTable('sessions')
      .set({ ended_at: databaseNow })
      .where('link_id', '=', linkId)
      .where('ended_at', 'is', null)
      .execute()
  })
}
