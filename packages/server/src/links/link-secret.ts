import { equalInConstantTime, keyedHash, sha256 } from '../crypto/hash.ts'

/**
 * A link's secret: 256 bits, made of its id and an encryption key, so that it need not be kept to be told again to a
 * caller whose first answer was lost (Idempotency-Key). Only its hash is stored; without the key, nobody makes it from
 * the database.
 */
export const linkSecret = (encryptionKey: Uint8Array, linkId: string): string =>
  keyedHash(encryptionKey, `connect link ${linkId}`)

/** The secret of a link that stands. `null`: the key that it was made with is not among ours any more. */
export const recallSecret = (
  encryptionKeys: readonly Uint8Array[],
  { link_id: linkId, secret_hash: secretHash }: { readonly link_id: string; readonly secret_hash: string },
): string | null =>
  encryptionKeys
    .map((key) => linkSecret(key, linkId))
    .find((secret) => equalInConstantTime(sha256(secret), secretHash)) ?? null
