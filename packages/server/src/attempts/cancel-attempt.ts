import type { ServerContext } from '../context.ts'
import type { Handover } from '../handover/handover.ts'
import type { AttemptRow } from './read-attempts.ts'
import { settleAttempt } from './settle.ts'

/**
 * Cancels as far as that is still possible: it wins only before the code is consumed. "Later" at the organizations page
 * ends that step; at any other time the attempt goes on and the caller reads where it stands. DESIGN section 4, rule 10.
 */
export const cancelAttempt = async (
  { database }: Pick<ServerContext, 'database'>,
  handover: Pick<Handover, 'endOrganizations'>,
  attempt: Pick<AttemptRow, 'attempt_id' | 'status'>,
): Promise<void> => {
  if (attempt.status === 'choosing_organizations') return await handover.endOrganizations(attempt.attempt_id)
  await settleAttempt(database, attempt.attempt_id, { status: 'cancelled' }, { beforeCode: true })
}
