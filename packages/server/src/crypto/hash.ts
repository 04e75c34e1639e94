import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** SHA-256, base64url: how a secret of 256 random bits is stored. Not for anything that can be guessed. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * HMAC-SHA256, base64url. For what comes from outside and must be recognised again without being kept, such as the
 * refresh token that Leaf echoes: without the key nobody can try guesses against the stored hash.
 */
export const keyedHash = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url')

/** Whether two texts are equal, in a time that tells nothing about where they differ, nor about their lengths. */
export const equalInConstantTime = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
