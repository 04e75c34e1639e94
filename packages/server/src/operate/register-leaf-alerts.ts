import { LEAF_ALERTS_PATH } from '@hitch/protocol'
import { createUpstream, type Fetch } from '@hitch/providers'
import { createLeaf } from '../leaf/create-leaf.ts'
import { LEAF_ALERTS, LeafError, type LeafAlert } from '../leaf/leaf.ts'
import type { LeafAccount } from '../options.ts'
import { DEFAULT_TIMINGS } from '../timings.ts'

export interface RegisterLeafAlertsOptions {
  readonly publicUrl: string
  readonly leaf: LeafAccount
  /** HITCH_LEAF_ALERTS_SECRET: Leaf signs with it from then on. */
  readonly secret: string
  readonly fetch?: Fetch | undefined
}

export interface RegisteredLeafAlerts {
  /** Where Leaf sends them. */
  readonly url: string
  /** `exists`: Leaf has a webhook for this event, ours or not; it does not tell. `failed`: `reason` says why. */
  readonly alerts: readonly { event: LeafAlert; state: 'registered' | 'exists' | 'failed'; reason?: string }[]
}

/**
 * Registers this BFF for Leaf's alerts. Each event by itself, so that one that is taken does not hinder the other; again,
 * it changes nothing, as Leaf has one webhook per event and account.
 *
 * @example const { alerts } = await registerLeafAlerts({ publicUrl, leaf, secret })
 */
export const registerLeafAlerts = async (options: RegisterLeafAlertsOptions): Promise<RegisteredLeafAlerts> => {
  const log = { debug: () => undefined, info: () => undefined }
  const upstream = createUpstream({ log, fetch: options.fetch })
  const leaf = createLeaf({ account: options.leaf, upstream, timings: DEFAULT_TIMINGS, log })
  const url = options.publicUrl + LEAF_ALERTS_PATH
  const alerts: RegisteredLeafAlerts['alerts'][number][] = []
  for (const event of LEAF_ALERTS) {
    try {
      const state = await leaf.alerts.register({ event, name: `hitch ${event}`, secret: options.secret, url })
      alerts.push({ event, state })
    } catch (error) {
      if (!(error instanceof LeafError)) throw error
      alerts.push({ event, state: 'failed', reason: error.message })
    }
  }
  return { url, alerts }
}
