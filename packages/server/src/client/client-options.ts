export interface HitchClientOptions {
  /** Address of the BFF: HITCH_PUBLIC_URL, such as `https://connect.example.com`. */
  readonly url: string | undefined
  /** One of HITCH_SECRET_KEY; of `name:key:origins` the key alone. Never in a browser. */
  readonly secretKey: string | undefined
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
  /**
   * Milliseconds for one call, its repetitions included.
   *
   * @default 20000: finding or creating a Leaf user can take two calls to Leaf
   */
  readonly timeout?: number
  /**
   * How often a call is repeated that had no answer, or one that says to try again. No call of this client does harm
   * twice: a link carries an Idempotency-Key, and a session of which nobody has heard lapses.
   *
   * @default 2
   */
  readonly retries?: number
}

/**
 * Where to, and by what right.
 *
 * Judged at a call and not when the client is made: frameworks load a route's module while they build, without settings.
 *
 * @throws {TypeError} that names the option; the key itself is in no message
 */
export const readOptions = ({
  url,
  secretKey,
}: Pick<HitchClientOptions, 'url' | 'secretKey'>): { base: string; authorization: string } => {
  if (!url || !/^https?:$/.test(protocolOf(url)))
    throw new TypeError(
      `createHitchClient: url must be the BFF's address, such as https://connect.example.com; it is ${url || 'empty'}`,
    )
  if (!secretKey) throw new TypeError('createHitchClient: secretKey is empty; is HITCH_SECRET_KEY set?')
  // What no header can carry would make fetch throw, with the key in its message.
  if (!/^[\x21-\x7e]+$/.test(secretKey) || /[:,]/.test(secretKey))
    throw new TypeError(
      'createHitchClient: secretKey must be one key and nothing else: of name:key:origins the part in the middle',
    )
  return { base: url.replace(/\/+$/, ''), authorization: `Bearer ${secretKey}` }
}

const protocolOf = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : '')
