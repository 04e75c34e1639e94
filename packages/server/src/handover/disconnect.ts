import { settleAttempt } from '../attempts/settle.ts'
import type { ServerContext } from '../context.ts'
import { within, type Engine } from './engine.ts'
import { drawGeneration, type ConnectionKey } from './generation.ts'

export type Disconnector = Pick<ServerContext, 'database' | 'timings' | 'seam'> & { readonly engine: Engine }

/**
 * The grower's wish to be disconnected: written down first, so that it outlives Leaf's absence and ours; then done, if
 * that is possible at once. `pending`: it will be. DESIGN section 4, rule 8.
 */
export const disconnect = async (
  { database, engine, seam, timings }: Disconnector,
  key: ConnectionKey,
): Promise<'done' | 'pending'> => {
  const generation = await database.transaction().execute(async (transaction) => {
    const drawn = await drawGeneration(transaction, key, 'disconnect')
    // A step that only chooses organizations has no token and draws no generation; without a connection it is moot.
    const reopened = await transaction
      .selectFrom('attempts')
      .select('attempt_id')
      .where('leaf_user_id', '=', key.leafUserId)
      .where('provider', '=', key.provider)
      .where('step', '=', 'organizations')
      .where('status', 'in', ['choosing_organizations', 'verifying'])
      .where('settled_at', 'is', null)
      .execute()
    for (const { attempt_id } of reopened) await settleAttempt(transaction, attempt_id, { status: 'cancelled' })
    return drawn
  })
  await seam('disconnect.drawn')
  await within(timings.disconnectDeadline, engine.wake(key))
  const row = await database
    .selectFrom('connections')
    .select(['disconnect_generation', 'generation'])
    .where('leaf_user_id', '=', key.leafUserId)
    .where('provider', '=', key.provider)
    .executeTakeFirst()
  // A newer wish may stand there by now; it is not this one's to wait for.
  const isPending = row?.disconnect_generation !== null && row?.disconnect_generation !== undefined
  return isPending && (row?.disconnect_generation ?? 0) >= generation ? 'pending' : 'done'
}
