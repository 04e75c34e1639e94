import { sql, type Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { HANDED_OVER } from './read-facts.ts'
import { keyId, keyIdOf, SEALED_HEAD } from './seal.ts'

/** Something that is still needed was made with a key that is not configured. The message says what to do. */
export class UnknownKeyError extends Error {
  override readonly name = 'UnknownKeyError'
  readonly keyIds: readonly string[]
  constructor(keyIds: readonly string[]) {
    const [are, keys] = keyIds.length === 1 ? ['is', 'the key'] : ['are', 'the keys']
    super(
      `Growers’ tokens on their way to Leaf are sealed with ${keys} ${keyIds.join(', ')}, which ${are} not in ` +
        `HITCH_ENCRYPTION_KEYS. Put ${keys} back at the end of the list; "hitch rotate-keys" then makes it dispensable.`,
    )
    this.keyIds = keyIds
  }
}

/** Ids of the keys with which anything was sealed, or marked, that is not over yet. */
export const readKeyIdsInUse = async (database: Kysely<Tables>): Promise<Set<string>> => {
  const open = database
    .selectFrom('attempts')
    .distinct()
    .where('settled_at', 'is', null)
    .where('status', 'in', HANDED_OVER)
  // The head alone: a standstill of Leaf's may have heaped up many, and of all of them only their keys are asked for.
  const heads = await open
    .select(sql<string>`left(sealed_token, ${sql.lit(SEALED_HEAD)})`.as('head'))
    .where('sealed_token', 'is not', null)
    .unionAll(
      open
        .select(sql<string>`left(sealed_previous, ${sql.lit(SEALED_HEAD)})`.as('head'))
        .where('sealed_previous', 'is not', null),
    )
    .execute()
  const marks = await open
    .select(sql<string>`baseline->>'keyId'`.as('id'))
    .where(sql<boolean>`baseline->>'keyId' is not null`)
    .execute()
  return new Set([...heads.map(({ head }) => keyIdOf(head)), ...marks.map(({ id }) => id)])
}

/**
 * A server without a key that sealed tokens need would look as if it worked, and fail those growers one by one after 72
 * hours.
 *
 * @throws UnknownKeyError
 */
export const assertKeysKnown = async (database: Kysely<Tables>, keys: readonly Uint8Array[]): Promise<void> => {
  const known = new Set(keys.map(keyId))
  const unknown = [...(await readKeyIdsInUse(database))].filter((id) => !known.has(id))
  if (unknown.length > 0) throw new UnknownKeyError(unknown.toSorted())
}
