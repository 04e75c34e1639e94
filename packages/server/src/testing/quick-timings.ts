import type { Timings } from '../timings.ts'

/** Every wait of the hand-over, about fifty times as fast. */
export const QUICK: Partial<Timings> = {
  exchangeTimeout: 2_000,
  attachTimeout: 300,
  leafReadDeadline: 400,
  leafReadCache: 200,
  leaseLifetime: 3_000,
  leaseRenewal: 500,
  sweepInterval: 100,
  attachRetries: [20, 40, 80],
  attachRetryMax: 160,
  verifyLooks: [0, 20, 40, 80],
  verifyGiveUp: 200,
  rechecks: [100, 300],
  organizationsLifetime: 1_500,
  organizationsLook: 20,
  organizationsAfterReturn: 200,
  organizationsRechecks: [100, 200, 400],
  disconnectDeadline: 300,
  webhookTimeout: 2_000,
  webhookClaim: 5_000,
  webhookRetries: [20, 40],
  stopDeadline: 5_000,
}
