import { RateLimiterRes } from 'rate-limiter-flexible'

export interface Counter {
  /** Counts a request. Resolves to 0, or for one that is too many to the milliseconds after which to come again. */
  take(key: string): Promise<number>
}

export interface CounterOptions {
  /** rate-limiter-flexible's, on a count that is shared: rejects with a RateLimiterRes who is over the limit. */
  readonly consume: (key: string, points: number) => Promise<RateLimiterRes>
  /** How many a minute. */
  readonly points: number
  /** A monotonic clock in milliseconds. */
  readonly now: () => number
}

/** Milliseconds; as long as a count of `SharedCount`. */
const WINDOW = 60_000

/** What this process knows of a key. */
interface Known {
  /** What all instances had told of when it was last asked. */
  told: number
  /** What was counted here since. */
  untold: number
  until: number
}

/**
 * Counts in memory, and tells the shared count when a tenth of what is left of the limit has come together: far from the
 * limit almost never, so that a widget costs no further statement, and of the last requests each. So the limit is kept to
 * the letter by who comes near it; others may pass it by what instances have not told: less than a tenth of it each.
 */
export const createCounter = ({ consume, points, now }: CounterOptions): Counter => {
  // Two generations, the older of which is dropped when a window has gone by: no timer, and no look at every key.
  let young = new Map<string, Known>()
  let old = new Map<string, Known>()
  let turnsAt = now() + WINDOW

  const knownOf = (key: string): Known => {
    const time = now()
    if (time >= turnsAt) {
      old = young
      young = new Map()
      turnsAt = time + WINDOW
    }
    const found = young.get(key) ?? old.get(key)
    const known = found !== undefined && time < found.until ? found : { told: 0, untold: 0, until: time + WINDOW }
    young.set(key, known)
    return known
  }

  return {
    async take(key) {
      const known = knownOf(key)
      known.untold += 1
      if (known.untold < Math.floor((points - known.told) / 10)) return 0
      const untold = known.untold
      known.untold = 0
      try {
        const { consumedPoints, msBeforeNext } = await consume(key, untold)
        known.told = consumedPoints
        known.until = now() + msBeforeNext
        return 0
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        // A refusal from memory tells no count.
        known.told = points
        known.until = now() + refused.msBeforeNext
        // Less than a millisecond is still too early.
        return Math.max(1, refused.msBeforeNext)
      }
    },
  }
}
