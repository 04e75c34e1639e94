/** Every span of time that the server waits, in milliseconds unless said. Tests pass shorter ones. DESIGN section 4. */
export const DEFAULT_TIMINGS = {
  ticketLifetime: 10 * 60_000,
  sessionTicketLifetime: 5 * 60_000,
  /** A session on our own page that a link gave. */
  hostedSessionLifetime: 30 * 60_000,
  attemptLifetime: 30 * 60_000,
  exchangeTimeout: 10_000,
  attachTimeout: 15_000,
  /** Who finds or creates a Leaf user: how long after its last sign of life others wait for it. */
  claimLifetime: 40_000,
  claimRenewal: 10_000,
  helperTimeout: 10_000,
  leafReadTimeout: 10_000,
  /** How long a browser's request waits for Leaf before it is answered from memory. */
  leafReadDeadline: 1_500,
  leafReadCache: 10_000,
  authorizationUrlCache: 10 * 60_000,
  leaseLifetime: 8_000,
  leaseRenewal: 2_000,
  sweepInterval: 5_000,
  /** Waits between attach tries; the last one doubles up to `attachRetryMax`. */
  attachRetries: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  attachRetryMax: 10 * 60_000,
  attachGiveUp: 72 * 3_600_000,
  /** Looks at Leaf's status word after the attach. */
  verifyLooks: [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  verifyGiveUp: 60_000,
  /** Later looks at a connection that is still `checking`, counted from the outcome. */
  rechecks: [5 * 60_000, 60 * 60_000],
  organizationsLifetime: 10 * 60_000,
  organizationsLook: 2_000,
  organizationsAfterReturn: 60_000,
  organizationsRechecks: [5 * 60_000, 20 * 60_000, 60 * 60_000],
  /** How long a browser's disconnect waits for Leaf before it is answered `pending`. */
  disconnectDeadline: 5_000,
  webhookTimeout: 15_000,
  /** How long nobody else tries an event that somebody tries. */
  webhookClaim: 30_000,
  /** Waits between tries, 75 hours in all: as the Standard Webhooks specification suggests. */
  webhookRetries: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1_000),
  /** How long stopping waits for running calls; what has not ended by then is taken up after its lease. */
  stopDeadline: 20_000,
} as const satisfies Record<string, number | readonly number[]>

export type Timings = {
  readonly [Name in keyof typeof DEFAULT_TIMINGS]: (typeof DEFAULT_TIMINGS)[Name] extends number
    ? number
    : readonly number[]
}
