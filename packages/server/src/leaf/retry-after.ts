/** No wait that Leaf asks for is longer than an hour: a wrong clock or a typing error must not park a grower's token. */
const LONGEST = 3600

/**
 * Seconds to wait by a `Retry-After` header, which holds seconds or an HTTP date; `undefined` when it holds neither.
 * RFC 9110 section 10.2.3.
 */
export const readRetryAfter = (header: string | null, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : /[a-z]/i.test(text) ? (Date.parse(text) - now) / 1000 : Number.NaN
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), LONGEST)
}
