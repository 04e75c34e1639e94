import { createHash, webcrypto } from 'node:crypto'
import type { ProviderId } from '@hitch/protocol'
import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import { sha256 } from '../crypto/hash.ts'

/** What a sealed text belongs to. Sealed for one of these, it opens for no other. */
export interface SealedFor {
  readonly attemptId: string
  readonly leafUserId: string
  readonly provider: ProviderId
  /** The column: a sealed token is no sealed credential. */
  readonly holds: 'refresh_token' | 'previous_credential'
}

/** A sealed text cannot be opened: its key is gone, it belongs to something else, or it was changed. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError'
}

/** Seals and unseals. No other file does. */
export interface Sealer {
  /** Of the key that seals. */
  readonly keyId: string
  seal(text: string, owner: SealedFor): Promise<string>
  /** @throws UnsealError */
  unseal(sealed: string, owner: SealedFor): Promise<string>
}

/** First 8 hex digits of the key's SHA-256: names the key in a header and in an operator's log. */
export const keyId = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex').slice(0, 8)

/**
 * So many characters of a sealed text tell its key. They are base64url of `{"alg":"dir","enc":"A256GCM","kid":"…"`, whose
 * length is a multiple of three, so that nothing of the owner that follows is among them: the database can tell keys apart
 * by this head alone.
 */
export const SEALED_HEAD = 60

/** The key's id, by a sealed text or its head; `unreadable` for what nobody of ours sealed. */
export const keyIdOf = (sealed: string): string => {
  const header = Buffer.from(sealed.slice(0, SEALED_HEAD), 'base64url').toString()
  return /"kid":"([0-9a-f]{8})"$/.exec(header)?.[1] ?? 'unreadable'
}

/**
 * Compact JWE (RFC 7516 section 7.1) with `dir` and A256GCM. Its only authenticated data is the protected header, so the
 * owner stands there, hashed: a row's sealed text that is copied to another row does not open.
 *
 * The newest key (the first) seals; any of them opens, so keys are turned over by putting a new one in front.
 */
export const createSealer = (keys: readonly Uint8Array[]): Sealer => {
  const newest = keys[0]
  if (newest === undefined) throw new TypeError('at least one encryption key is needed: HITCH_ENCRYPTION_KEYS')
  const byId = new Map(keys.map((key) => [keyId(key), importedOnce(key)]))
  const newestId = keyId(newest)
  const importNewest = importedOnce(newest)

  return {
    keyId: newestId,
    seal: async (text, owner) =>
      await new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newestId, owner: hashOf(owner) })
        .encrypt(await importNewest()),

    async unseal(sealed, owner) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(
          sealed,
          async ({ kid }) => {
            const importKey = byId.get(kid ?? '')
            if (importKey === undefined)
              throw new UnsealError(`sealed with key ${kid}, which is not among HITCH_ENCRYPTION_KEYS`)
            return await importKey()
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        )
        if (protectedHeader['owner'] !== hashOf(owner)) throw new UnsealError('sealed for another owner')
        return new TextDecoder().decode(plaintext)
      } catch (error) {
        if (error instanceof errors.JOSEError) throw new UnsealError('the sealed text was changed', { cause: error })
        throw error
      }
    },
  }
}

/** Given bytes, jose imports them for every text. */
const importedOnce = (key: Uint8Array): (() => Promise<webcrypto.CryptoKey>) => {
  let imported: Promise<webcrypto.CryptoKey> | undefined
  return () =>
    (imported ??= webcrypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt', 'decrypt']))
}

const hashOf = ({ attemptId, leafUserId, provider, holds }: SealedFor): string =>
  sha256(JSON.stringify([holds, attemptId, leafUserId, provider]))
