/** What a sandbox takes from outside, so that a test may hold the clock and the dice. */
export interface Tools {
  /** Milliseconds since 1970. */
  now: () => number
  randomBytes: (length: number) => Uint8Array
  fetch: typeof fetch
  sleep: (milliseconds: number) => Promise<void>
}

/** Globals wrapped in arrows, so that a fake put in their place later is still seen. */
export const DEFAULT_TOOLS: Tools = {
  now: () => Date.now(),
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

export function randomHex(tools: Tools, bytes = 16): string {
  return [...tools.randomBytes(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function randomUuid(tools: Tools): string {
  const hex = randomHex(tools)
  // RFC 9562, section 5.4: version 4, variant 10.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ]
  return parts.join('-')
}

/**
 * A value that must never reach a browser or a log. A test greps for `CANARY-` in everything that leaves the BFF.
 */
export function canary(tools: Tools, what: string): string {
  return `CANARY-${what}-${randomHex(tools)}`
}

/** Leaf's time format: `yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'`, six digits after the point. */
export function leafTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/(\.\d{3})Z$/, '$1000Z')
}
