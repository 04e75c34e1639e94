import type { ProviderId } from '@hitch/protocol'
import { sql, type Kysely } from 'kysely'
import { databaseNow } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'

export interface ConnectionKey {
  readonly leafUserId: string
  readonly provider: ProviderId
}

/**
 * Draws the next generation of the counter per (Leaf user, provider): the grower's wishes in order, of which the last
 * one wins. DESIGN section 4, rule 8. It locks the connection's row until the transaction ends.
 */
export const drawGeneration = async (
  transaction: Kysely<Tables>,
  { leafUserId, provider }: ConnectionKey,
  wish: 'attach' | 'disconnect',
): Promise<number> => {
  const next = sql<number>`connections.generation + 1`
  const { generation } = await transaction
    .insertInto('connections')
    .values({
      leaf_user_id: leafUserId,
      provider,
      generation: 1,
      ...(wish === 'disconnect'
        ? { disconnect_generation: 1, last_disconnect_generation: 1, next_run_at: databaseNow }
        : {}),
    })
    .onConflict((conflict) =>
      conflict.columns(['leaf_user_id', 'provider']).doUpdateSet(
        wish === 'disconnect'
          ? {
              generation: next,
              disconnect_generation: next,
              last_disconnect_generation: next,
              next_run_at: databaseNow,
              tries: 0,
            }
          : { generation: next, forgotten_at: null },
      ),
    )
    .returning('generation')
    .executeTakeFirstOrThrow()
  return generation
}
