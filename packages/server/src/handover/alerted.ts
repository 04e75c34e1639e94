import type { ServerContext } from '../context.ts'
import { databaseNow } from '../database/clock.ts'
import type { Engine } from './engine.ts'

export type Alerted = Pick<ServerContext, 'database' | 'log'> & { readonly engine: Pick<Engine, 'wake'> }

/**
 * Leaf tells of trouble with a credential. Not believed, for it may be late and about what the grower has mended since:
 * written down as a look that is due, which outlives Leaf's absence and ours, and from which on no instance answers from
 * memory. providers.md: alerts name no Leaf user, so the connection is found by the credential's id.
 */
export const alerted = async ({ database, engine, log }: Alerted, credentialId: string): Promise<void> => {
  const found = await database
    .updateTable('connections')
    .set({ alerted_at: databaseNow, recheck_at: databaseNow, rechecks: 0 })
    .where('known', 'is not', null)
    .where((where) => where(where.ref('known', '->>').key('credentialId'), '=', credentialId))
    .returning(['leaf_user_id', 'provider'])
    .execute()
  if (found.length === 0) log.info('Leaf told of a credential that is not known here')
  for (const { leaf_user_id: leafUserId, provider } of found) {
    log.info({ provider }, 'Leaf told of trouble with a credential')
    void engine.wake({ leafUserId, provider })
  }
}
