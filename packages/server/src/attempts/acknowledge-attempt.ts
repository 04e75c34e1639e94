import { databaseNow } from '../database/clock.ts'
import { ATTEMPT_OUTCOMES } from '@hitch/protocol'
import type { ServerContext } from '../context.ts'

/** The outcome was delivered. An attempt that has none yet is left as it is: its outcome would never be told. */
export const acknowledgeAttempt = async (
  { database }: Pick<ServerContext, 'database'>,
  attemptId: string,
): Promise<void> => {
  await database
    .updateTable('attempts')
    .set({ acknowledged_at: databaseNow })
    .where('attempt_id', '=', attemptId)
    .where('status', 'in', [...ATTEMPT_OUTCOMES])
    .where('acknowledged_at', 'is', null)
    .execute()
}
