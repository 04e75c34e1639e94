import type { ConfiguredProvider } from '@hitch/providers'
import type { Transaction } from 'kysely'
import type { Tables, Told } from '../database/tables.ts'
import type { Outbox } from '../webhooks/outbox.ts'
import { HANDED_OVER, type ConnectionRow } from './read-facts.ts'
import { toConnection, unknown } from './to-connection.ts'

/** How a connection stands now. */
interface Standing {
  readonly connection: ConnectionRow
  readonly provider: ConfiguredProvider
  /** An attempt is under way: what is seen meanwhile may be half of a reconnect, so its outcome is waited for. */
  readonly isOpen: boolean
  /** The attempt that has just ended connected. */
  readonly connectedBy: string | null
}

/**
 * What `told` becomes; `null`: nobody has looked. A connection that is checked, waits for organizations or is about to be
 * taken down is nothing to tell of: what it was before still holds, and what was nothing before is not connected yet.
 */
const toTell = ({ connection, isOpen, connectedBy }: Omit<Standing, 'provider'>): Told | null => {
  if (connectedBy !== null) return 'connected'
  const { known, known_at, disconnect_generation, organizations_missing, organizations_awaited, told } = connection
  if (isOpen || known_at === null) return told
  if (known === null) return 'nothing'
  if (disconnect_generation !== null || known.status === 'checking') return told ?? 'nothing'
  if (known.status === 'needs_attention') return 'needs_attention'
  return organizations_missing || organizations_awaited ? (told ?? 'nothing') : 'connected'
}

/**
 * Tells the host's backend what has become of a connection, once per change, in the transaction that writes the change
 * down and holds the connection's lock. Resolves with what `told` becomes, to be written with it.
 *
 * A connection that was there when it was first looked at has not just been connected, and one that was not has not just
 * been disconnected.
 */
export const tellOfConnection = async (
  outbox: Outbox,
  transaction: Transaction<Tables>,
  standing: Standing,
): Promise<Told | null> => {
  const { connection: row, provider, connectedBy } = standing
  const told = toTell(standing)
  if (told === row.told && connectedBy === null) return told
  const data = { leafUserId: row.leaf_user_id, provider: provider.id }
  const connection = toConnection(row, provider) ?? unknown(row, provider)
  if (told === 'needs_attention')
    await outbox.add(transaction, { type: 'connection.needs_attention', data: { ...data, connection } })
  else if (connectedBy !== null)
    await outbox.add(transaction, {
      type: 'connection.connected',
      data: { ...data, attemptId: connectedBy, connection },
    })
  else if (row.told !== null)
    await outbox.add(
      transaction,
      told === 'connected'
        ? { type: 'connection.connected', data: { ...data, connection } }
        : { type: 'connection.disconnected', data },
    )
  return told
}

/** The same of what was seen beside the hand-over, on a row that this transaction has just written. */
export const tellOfSeen = async (
  outbox: Outbox,
  transaction: Transaction<Tables>,
  connection: ConnectionRow,
  provider: ConfiguredProvider,
): Promise<void> => {
  const seen = toTell({ connection, isOpen: false, connectedBy: null })
  if (seen === connection.told) return
  const { leaf_user_id: leafUserId } = connection
  const open = await transaction
    .selectFrom('attempts')
    .select('attempt_id')
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider.id)
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .limit(1)
    .executeTakeFirst()
  const standing = { connection, provider, isOpen: open !== undefined, connectedBy: null }
  const told = await tellOfConnection(outbox, transaction, standing)
  if (told === connection.told) return
  await transaction
    .updateTable('connections')
    .set({ told })
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider.id)
    .execute()
}
