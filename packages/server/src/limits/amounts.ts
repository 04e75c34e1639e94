/**
 * What one caller may ask in a minute. All are far above what a widget and a host's backend do: they keep a loop gone wild,
 * or somebody's ill will, from the others.
 */
const DEFAULT_LIMITS = {
  /** Of one session. An open widget with a running attempt asks about once a second. */
  sessionRequests: 600,
  /** `POST /v1/attempts` of one session; they count among its requests, too. */
  sessionAttempts: 60,
  /** Requests that may ask Leaf for one Leaf user, by all sessions and by the host's backend: Leaf has limits as well. */
  leafUserReads: 300,
  /** Of one secret key: 1000 a second. */
  secretKeyRequests: 60_000,
} as const satisfies Record<string, number>

/** Ten times what one session may: the growers of a cooperative share one address. */
const ADDRESS_FACTOR = 10

export interface Limits extends Readonly<Record<keyof typeof DEFAULT_LIMITS, number>> {
  /** Of one address (IPv6: of one /64), on the routes that nobody signs in to. @default ten times `sessionRequests` */
  readonly addressRequests: number
  /** `POST /start` of one address; they count among its requests, too. @default ten times `sessionAttempts` */
  readonly addressStarts: number
}

/** @throws TypeError for an amount that is no whole number above 0: it would shut everybody out */
export const completeLimits = (given: Partial<Limits> = {}): Limits => {
  const known = { ...DEFAULT_LIMITS, ...given }
  const limits = {
    ...known,
    addressRequests: given.addressRequests ?? known.sessionRequests * ADDRESS_FACTOR,
    addressStarts: given.addressStarts ?? known.sessionAttempts * ADDRESS_FACTOR,
  }
  for (const [name, amount] of Object.entries(limits))
    if (!Number.isSafeInteger(amount) || amount < 1)
      throw new TypeError(`limits.${name} must be a whole number of requests a minute, at least 1`)
  return limits
}
