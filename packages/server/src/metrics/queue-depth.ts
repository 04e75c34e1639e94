import type { Kysely } from 'kysely'
import { inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { HANDED_OVER } from '../handover/read-facts.ts'

/** What is sooner is on its way. */
const LATE = 30_000

/** How much work lies in the database, of all instances together. */
export const readQueueDepth = async (database: Kysely<Tables>) => {
  const attempts = await database
    .selectFrom('attempts')
    .select((select) => [
      'status',
      select.fn.countAll<number>().as('count'),
      select.fn.countAll<number>().filterWhere('next_run_at', '<', inFuture(-LATE)).as('late'),
    ])
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .groupBy('status')
    .execute()
  const disconnects = await database
    .selectFrom('connections')
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn.countAll<number>().filterWhere('next_run_at', '<', inFuture(-LATE)).as('late'),
    ])
    .where('next_run_at', 'is not', null)
    .where('disconnect_generation', 'is not', null)
    .executeTakeFirstOrThrow()
  const webhooks = await database
    .selectFrom('webhooks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('next_try_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const countOf = (wanted: (typeof HANDED_OVER)[number]): number =>
    attempts.find(({ status }) => status === wanted)?.count ?? 0
  return {
    attaching: countOf('attaching'),
    // The organizations are chosen beside the attach.
    choosing_organizations: countOf('choosing_organizations'),
    verifying: countOf('verifying'),
    disconnecting: disconnects.count,
    webhooks: webhooks.count,
    overdue: attempts.reduce((sum, { late }) => sum + late, disconnects.late),
  }
}
