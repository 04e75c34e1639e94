import type { LeafCredential } from '../leaf/leaf.ts'

/**
 * RFC 6749 section 10.10 wants 128 bits of what a token cannot be guessed by. Half of them: a real token may happen to
 * have few different letters.
 */
const GUESSABLE_BITS = 64

/** The most that a text of so many letters, of so many kinds, can hold. */
const bitsOf = (text: string): number => text.length * Math.log2(new Set(text).size)

/** RFC 6749 appendix A.17, without the blank: nobody's tokens have one. */
const isTokenLike = (text: string): boolean => /^[\x21-\x7e]+$/.test(text) && bitsOf(text) >= GUESSABLE_BITS

/**
 * A credential as Leaf shows it; where a mask such as `***` stands in the token's place, as if no token were shown. It
 * must tell nothing: `***` before our POST and `***` after it are no sign that the old credential is still there, and to
 * put it "back" would attach a credential that never worked.
 *
 * A mask is what anybody could guess where `ours`, of the same provider, is what nobody can; or what is shown for another
 * field as well. An old token that Leaf shows honestly is neither, however alike it stays.
 */
export const withoutMask = (credential: LeafCredential | null, ours: string): LeafCredential | null => {
  if (credential === null || credential.refreshToken === null) return credential
  const { refreshToken: shown, ...fields } = { ...credential.fields, refreshToken: credential.refreshToken }
  const isMask = (isTokenLike(ours) && !isTokenLike(shown)) || Object.values(fields).includes(shown)
  return isMask ? { ...credential, refreshToken: null, fields } : credential
}
