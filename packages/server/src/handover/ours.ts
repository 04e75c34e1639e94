import { equalInConstantTime, keyedHash } from '../crypto/hash.ts'
import type { CredentialMark } from '../database/tables.ts'
import type { LeafCredential } from '../leaf/leaf.ts'
import { differences } from './rotation.ts'
import { keyId } from './seal.ts'

/** What a look at Leaf shows: nothing attached, the credential of this attempt, or somebody else's. */
export type Sight = 'nothing' | 'ours' | 'other'

/** What an attempt knows of its own doings when it looks. */
export interface Evidence {
  /** The refresh token that was sealed. */
  readonly token: string
  /** What stood there before the first POST. */
  readonly baseline: CredentialMark
  /** Whether a POST may have taken effect: accepted by Leaf, or its answer lost. */
  readonly postUnsure: boolean
  /** How many POSTs Leaf answered with 2xx. */
  readonly postsAccepted: number
  /** The token of a credential that was taken down and may stand there again. */
  readonly previousToken?: string | null
  /** A rotation: what the credential must show beside its token, which is the same before and after. */
  readonly settings?: Readonly<Record<string, string>> | null
}

/** Tells credentials apart by their tokens without keeping them. */
export interface Recognizer {
  mark(credential: LeafCredential | null): CredentialMark
  recognize(credential: LeafCredential | null, evidence: Evidence): Sight
}

/**
 * Ours or not: DESIGN section 4, rule 6. Only "ours" allows the sealed copy to be deleted.
 *
 * The keys are those that seal: an older one still recognises a mark that was made before the keys were turned over.
 */
export const createRecognizer = (keys: readonly Uint8Array[]): Recognizer => {
  const hashes = (token: string): string[] => keys.map((key) => keyedHash(key, `credential mark ${token}`))
  const [newest] = keys

  return {
    mark(credential) {
      if (credential === null) return { present: false, id: null, createdTime: null, tokenHash: null }
      const { id, createdTime, refreshToken } = credential
      return {
        present: true,
        id,
        createdTime,
        tokenHash: refreshToken === null ? null : (hashes(refreshToken)[0] ?? null),
        ...(refreshToken === null || newest === undefined ? {} : { keyId: keyId(newest) }),
      }
    },

    recognize(credential, evidence) {
      if (credential === null) return 'nothing'
      const { token, baseline, postUnsure, postsAccepted, previousToken = null, settings = null } = evidence
      if (settings !== null) return differences(credential, settings).length === 0 ? 'ours' : 'other'
      const echo = credential.refreshToken
      if (echo !== null && equalInConstantTime(echo, token)) return 'ours'
      if (echo !== null && previousToken !== null && equalInConstantTime(echo, previousToken)) return 'other'
      // Nothing that we sent can have come to stand there, so whatever is new there is somebody else's.
      if (!postUnsure) return 'other'
      if (!baseline.present) return 'ours'
      if (credential.id !== baseline.id || credential.createdTime !== baseline.createdTime) return 'ours'
      // Same id, same time. What is left is what Leaf itself says of the POST, as long as nothing speaks against it:
      // a token that is neither ours nor the old one is ours, rotated by Leaf at once;
      if (echo !== null && postsAccepted > 0 && !hashes(echo).some((hash) => hash === baseline.tokenHash)) return 'ours'
      // and where Leaf shows no token at all, a second POST that it accepts is believed: nothing more could be learned.
      if (echo === null && postsAccepted > 1) return 'ours'
      return 'other'
    },
  }
}
