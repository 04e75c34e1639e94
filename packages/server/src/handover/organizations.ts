import { sql } from 'kysely'
import { changeWithEvent } from '../attempts/attempt-events.ts'
import type { ServerContext } from '../context.ts'
import { databaseNow } from '../database/clock.ts'
import { within, type Engine } from './engine.ts'
import { describeFailure } from './log.ts'

export type OrganizationsKeeper = Pick<ServerContext, 'database' | 'leaf' | 'log' | 'timings'> & {
  readonly engine: Engine
}

/** Past the organizations page: what the status is from now on, told by the row alone. */
const afterChoosing = sql<'attaching' | 'verifying'>`
  case when attached_at is null and step is null then 'attaching' else 'verifying' end`

/**
 * The grower came back from the organizations page. Leaf is asked to look again, even when the outcome is already
 * known: he may have shared more.
 */
export const organizationsReturned = async (keeper: OrganizationsKeeper, attemptId: string): Promise<void> => {
  const { database, engine, leaf, log } = keeper
  const returned = await changeWithEvent(
    database,
    (statement) =>
      statement
        .updateTable('attempts')
        .set({ organizations_returned_at: databaseNow, status: afterChoosing, next_run_at: databaseNow })
        .where('attempt_id', '=', attemptId)
        .where('settled_at', 'is', null)
        .where('organizations_until', 'is not', null)
        .where('organizations_returned_at', 'is', null),
    { name: 'organizations_returned' },
  )
  if (returned !== undefined)
    return void engine.wake({ leafUserId: returned.leaf_user_id, provider: returned.provider })

  const settled = await database
    .selectFrom('attempts')
    .select('leaf_user_id')
    .where('attempt_id', '=', attemptId)
    .where('settled_at', 'is not', null)
    .executeTakeFirst()
  if (settled === undefined) return
  leaf.syncOrganizations(settled.leaf_user_id).catch((error: unknown) => {
    log.warn({ attemptId, reason: describeFailure(error) }, 'Leaf was not told to look at the organizations again')
  })
}

/** "Later": the step ends as if its time had run out. The attach goes on. */
export const endOrganizations = async (
  { database, engine, timings }: OrganizationsKeeper,
  attemptId: string,
): Promise<void> => {
  const ended = await changeWithEvent(
    database,
    (statement) =>
      statement
        .updateTable('attempts')
        .set({ organizations_until: databaseNow, status: afterChoosing, next_run_at: databaseNow })
        .where('attempt_id', '=', attemptId)
        .where('status', '=', 'choosing_organizations')
        .where('settled_at', 'is', null),
    { name: 'organizations_later' },
  )
  if (ended === undefined) return
  // Mostly it ends here and now; the grower's browser does not wait for a Leaf that hangs.
  await within(timings.leafReadDeadline, engine.wake({ leafUserId: ended.leaf_user_id, provider: ended.provider }))
}
