import { sql, type Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { HANDED_OVER } from './read-facts.ts'
import { createSealer, keyIdOf, UnsealError, type SealedFor, type Sealer } from './seal.ts'
import { assertKeysKnown } from './sealed-keys.ts'

export interface RotateKeysOptions {
  readonly database: Kysely<Tables>
  /** 32 bytes each, newest first: it seals, all of them open. */
  readonly keys: readonly Uint8Array[]
  /** Told after each batch how many texts were sealed anew so far. */
  readonly onBatch?: (resealed: number) => void
  /** @default 100 */
  readonly batchSize?: number
}

export interface RotatedKeys {
  readonly newestKeyId: string
  /** Texts that are now sealed with the newest key and were not before. */
  readonly resealed: number
  /** Attempts whose sealed text opens with no key: it was changed. They were left as they are. */
  readonly unreadable: readonly string[]
  /**
   * Attempts that still tell the old credential from the new one by an older key, for Leaf was sent a token already. The
   * older key is needed until they end: at most 72 hours.
   */
  readonly waiting: number
}

/**
 * Seals everything that is not over anew, with the newest key. Beside running instances it does no harm: a text is
 * replaced only if it is still the one that was opened, and all of them open with either key. Broken off, it is begun
 * again: what is sealed with the newest key already is passed over.
 *
 * @example await rotateKeys({ database: database.kysely, keys: encryptionKeys })
 * @throws UnknownKeyError when a key is missing; nothing was changed then
 */
export const rotateKeys = async (options: RotateKeysOptions): Promise<RotatedKeys> => {
  const { database, keys, onBatch = () => undefined, batchSize = 100 } = options
  await assertKeysKnown(database, keys)
  const sealer = createSealer(keys)
  const unreadable: string[] = []
  let resealed = 0
  let after = ''
  for (;;) {
    const rows = await readBatch(database, after, batchSize)
    for (const row of rows) {
      try {
        resealed += await resealRow(database, sealer, row)
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error
        unreadable.push(row.attempt_id)
      }
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.attempt_id
    onBatch(resealed)
  }
  await forgetUnusedMarks(database, sealer.keyId)
  return { newestKeyId: sealer.keyId, resealed, unreadable, waiting: await countOlderMarks(database, sealer.keyId) }
}

const SEALED_COLUMNS = [
  ['sealed_token', 'refresh_token'],
  ['sealed_previous', 'previous_credential'],
] as const

type Row = Awaited<ReturnType<typeof readBatch>>[number]

const readBatch = async (database: Kysely<Tables>, after: string, size: number) =>
  await database
    .selectFrom('attempts')
    .select(['attempt_id', 'leaf_user_id', 'provider', 'sealed_token', 'sealed_previous'])
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .where('attempt_id', '>', after)
    .where((where) => where.or([where('sealed_token', 'is not', null), where('sealed_previous', 'is not', null)]))
    .orderBy('attempt_id')
    .limit(size)
    .execute()

/** How many of the row's two texts were sealed anew. */
const resealRow = async (database: Kysely<Tables>, sealer: Sealer, row: Row): Promise<number> => {
  const { attempt_id: attemptId, leaf_user_id: leafUserId, provider } = row
  let resealed = 0
  for (const [column, holds] of SEALED_COLUMNS) {
    const sealed = row[column]
    if (sealed === null || keyIdOf(sealed) === sealer.keyId) continue
    const owner: SealedFor = { attemptId, leafUserId, provider, holds }
    const anew = await sealer.seal(await sealer.unseal(sealed, owner), owner)
    const { numUpdatedRows } = await database
      .updateTable('attempts')
      .set({ [column]: anew })
      .where('attempt_id', '=', attemptId)
      // Settled, or sealed anew by somebody else meanwhile: a text that is gone must not come back.
      .where(column, '=', sealed)
      .executeTakeFirst()
    resealed += Number(numUpdatedRows)
  }
  return resealed
}

/** Made with an older key, or by a version whose marks did not name theirs. */
const isOlder = (newest: string) =>
  sql<boolean>`baseline->>'tokenHash' is not null and baseline->>'keyId' is distinct from ${newest}`

/**
 * As long as Leaf was sent nothing, what stands there can be looked at anew. A run that is about to send writes so into
 * the row before: whichever of the two comes second sees the other.
 */
const forgetUnusedMarks = async (database: Kysely<Tables>, newest: string): Promise<void> => {
  await database
    .updateTable('attempts')
    .set({ baseline: null })
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .where('posts', '=', 0)
    .where(isOlder(newest))
    .execute()
}

const countOlderMarks = async (database: Kysely<Tables>, newest: string): Promise<number> => {
  const { count } = await database
    .selectFrom('attempts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
    .where(isOlder(newest))
    .executeTakeFirstOrThrow()
  return count
}
