/** Cryptographically strong bytes; comes in as an argument so that tests can repeat a run. */
export type RandomBytes = (size: number) => Uint8Array

/**
 * An id that may be seen and logged: 128 random bits, safe in a path, a cookie's name and Leaf's own rules.
 *
 * @example randomId(randomBytes, 'att') // 'att_3q2-7wAAAAAAAAAAAAAAAA'
 */
export const randomId = (randomBytes: RandomBytes, prefix: string): string =>
  `${prefix}_${Buffer.from(randomBytes(16)).toString('base64url')}`

/** A secret of 256 random bits, base64url: session tokens, tickets, states, cookie values. Stored only as its hash. */
export const randomSecret = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(32)).toString('base64url')
