import type { Availability, ProviderId } from '@hitch/protocol'
import type { ServerContext } from '../context.ts'

/** How a provider is doing, as far as this process has seen while it asked for authorization URLs. */
export interface ProviderAvailability {
  of(provider: ProviderId): Availability
  answered(provider: ProviderId, milliseconds: number): void
  failed(provider: ProviderId): void
  /** A provider that is down is offered to nobody, so somebody must look whether it is back: once in a while. */
  isLookDue(provider: ProviderId): boolean
}

const SLOW = 3_000
/** One failure may be an accident. */
const FAILURES_OF_DOWN = 2
const LOOK_AGAIN = 10_000
/** What was seen longer ago says nothing about now. */
const DEGRADED_FOR = 60_000
const DOWN_FOR = 5 * 60_000

interface Seen {
  readonly failures: number
  readonly isSlow: boolean
  readonly at: number
}

export const createAvailability = ({
  now,
  breakers,
}: Pick<ServerContext, 'now' | 'breakers'>): ProviderAvailability => {
  const seen = new Map<ProviderId, Seen>()

  /** Whatever it was asked for came to nothing, and not once: the exchange of a code counts too. */
  const isCutOff = (provider: ProviderId): boolean =>
    [...breakers()].some(([upstream, state]) => upstream === provider && state === 'open')

  const of = (provider: ProviderId): Availability => {
    if (isCutOff(provider)) return 'down'
    const last = seen.get(provider)
    if (last === undefined) return 'available'
    const age = now() - last.at
    if (last.failures >= FAILURES_OF_DOWN) return age < DOWN_FOR ? 'down' : 'available'
    return (last.failures > 0 || last.isSlow) && age < DEGRADED_FOR ? 'degraded' : 'available'
  }

  return {
    of,
    answered: (provider, milliseconds) => {
      seen.set(provider, { failures: 0, isSlow: milliseconds > SLOW, at: now() })
    },
    failed: (provider) => {
      seen.set(provider, { failures: (seen.get(provider)?.failures ?? 0) + 1, isSlow: false, at: now() })
    },
    isLookDue: (provider) => of(provider) === 'down' && now() - (seen.get(provider)?.at ?? 0) >= LOOK_AGAIN,
  }
}
