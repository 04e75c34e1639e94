import type { Timings } from '../timings.ts'

export interface Unlucky {
  /** How many tries have gone wrong before this one. */
  readonly tries: number
  /** 0 to 1, drawn anew for every wait: else all that failed together would come back together. */
  readonly jitter: number
  /** Seconds, when Leaf said so. */
  readonly retryAfter?: number | undefined
}

/**
 * Milliseconds until the next try: 1, 2, 4, 8, 15, 30 s, then doubling to 10 min, a quarter more or less; never sooner
 * than Leaf asked for. DESIGN section 4, rule 5.
 */
export const retryDelay = (
  { tries, jitter, retryAfter = 0 }: Unlucky,
  { attachRetries, attachRetryMax }: Pick<Timings, 'attachRetries' | 'attachRetryMax'>,
): number => {
  const last = attachRetries.at(-1) ?? attachRetryMax
  // A bounded exponent: 2 ** 2000 is no number to wait for.
  const doubled = last * 2 ** Math.min(tries - attachRetries.length + 1, 30)
  const delay = Math.min(attachRetries[tries] ?? doubled, attachRetryMax)
  return Math.max(delay * (0.75 + jitter / 2), retryAfter * 1_000)
}
