import { equalInConstantTime, keyedHash } from '../crypto/hash.ts'
import { randomSecret, type RandomBytes } from '../crypto/random.ts'

/**
 * What lets `hitch doctor` ask its own public /start what arrives there: docs/decisions/the-self-test-needs-a-key.md.
 * Only who holds an encryption key of the server's can make one, and all it buys is an account of the request it came in.
 */

/** It travels in a header: no form can send one, and /start's own way, from Origin to ticket, is left as it is. */
export const SELF_TEST_HEADER = 'X-Hitch-Self-Test'

/** Either way, in milliseconds: two machines' clocks may be minutes apart. */
const LIFETIME = 10 * 60_000

const FORM = /^(\d{10,16})\.([\w-]{43})\.([\w-]{43})$/

/** `now`: milliseconds since 1970. The nonce is also the value of the cookie that is sent along. */
export const makeSelfTestTicket = (
  key: Uint8Array,
  { now, randomBytes }: { now: number; randomBytes: RandomBytes },
): { ticket: string; nonce: string } => {
  const nonce = randomSecret(randomBytes)
  const claims = `${Math.round(now)}.${nonce}`
  return { ticket: `${claims}.${signed(key, claims)}`, nonce }
}

/** What a ticket says, if one of the keys made it; else `null`. */
export const readSelfTestTicket = (
  ticket: string,
  keys: readonly Uint8Array[],
): { nonce: string; made: number } | null => {
  const [, made = '', nonce = '', signature = ''] = FORM.exec(ticket) ?? []
  const isOurs = keys.some((key) => equalInConstantTime(signed(key, `${made}.${nonce}`), signature))
  return isOurs ? { nonce, made: Number(made) } : null
}

/** `now`: milliseconds since 1970. */
export const isFresh = ({ made }: { made: number }, now: number): boolean => Math.abs(now - made) <= LIFETIME

const signed = (key: Uint8Array, claims: string): string => keyedHash(key, `self-test ${claims}`)
