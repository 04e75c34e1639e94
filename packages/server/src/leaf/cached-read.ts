/**
 * Reads that a browser waits for, kept from hanging with Leaf: DESIGN section 5. Per key one load at a time; a value is
 * fresh for a while; nobody waits past the deadline, then the last known value serves, or the fallback.
 *
 * @example
 * const connections = createCachedRead<Connection>({ freshFor: 10_000, deadline: 1_500 })
 * await connections.read(key, () => load(), () => checking)
 */
export interface CachedRead<T> {
  /**
   * A fresh value, or what `load` gives in time. Else the last known value, however old, or what `fallback` gives. It
   * is told why: the load's error, or `undefined` when the time ran out; it may throw. A late load still fills the cache.
   */
  read(key: string, load: () => Promise<T>, fallback: (reason: unknown) => T): Promise<T>
}

export interface CachedReadOptions {
  /** Milliseconds for which a value is given without asking. */
  readonly freshFor: number
  /** Milliseconds that a read waits at most. */
  readonly deadline: number
  /** How many values are kept; the oldest goes first. @default 10000 */
  readonly size?: number
  /** A monotonic clock in milliseconds. @default performance.now */
  readonly now?: () => number
}

export const createCachedRead = <T>(options: CachedReadOptions): CachedRead<T> => {
  const { freshFor, deadline, size = 10_000, now = () => performance.now() } = options
  const values = new Map<string, { value: T; at: number }>()
  const flights = new Map<string, Promise<T>>()

  const store = (key: string, value: T): void => {
    values.delete(key)
    values.set(key, { value, at: now() })
    for (const oldest of values.keys()) {
      if (values.size <= size) break
      values.delete(oldest)
    }
  }

  const takeOff = (key: string, load: () => Promise<T>): Promise<T> => {
    const land = async (): Promise<T> => {
      try {
        const value = await load()
        store(key, value)
        return value
      } finally {
        flights.delete(key)
      }
    }
    const flight = Promise.resolve().then(land)
    flights.set(key, flight)
    return flight
  }

  return {
    async read(key, load, fallback) {
      const known = values.get(key)
      if (known !== undefined && now() - known.at < freshFor) return known.value
      const outcome = await within(deadline, flights.get(key) ?? takeOff(key, load))
      if (outcome.kind === 'value') return outcome.value
      const last = values.get(key)
      return last === undefined ? fallback(outcome.kind === 'error' ? outcome.error : undefined) : last.value
    },
  }
}

type Outcome<T> = { kind: 'value'; value: T } | { kind: 'error'; error: unknown } | { kind: 'late' }

/** Never rejects, so that a load that fails after its deadline is no unhandled rejection. */
const within = async <T>(deadline: number, promise: Promise<T>): Promise<Outcome<T>> => {
  const settled = promise.then(
    (value): Outcome<T> => ({ kind: 'value', value }),
    (error: unknown): Outcome<T> => ({ kind: 'error', error }),
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome<T>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), deadline)
  })
  const outcome = await Promise.race([settled, late])
  clearTimeout(timer)
  return outcome
}
