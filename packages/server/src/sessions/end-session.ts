import { databaseNow } from '../database/clock.ts'
import type { SecretKey, ServerContext } from '../context.ts'

/**
 * Ends a session, as at log-out. Its attempts go on: they belong to the Leaf user and the origin. An id that is unknown,
 * swept or out of the key's scope is not told apart: after the call there is no such session that this key could end.
 */
export const endSession = async (
  { database }: Pick<ServerContext, 'database'>,
  key: SecretKey,
  sessionId: string,
): Promise<void> => {
  let update = database
    .updateTable('sessions')
    .set({ ended_at: databaseNow })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
  if (key.origins !== undefined) update = update.where('origin', 'in', [...key.origins, ''])
  await update.execute()
}
