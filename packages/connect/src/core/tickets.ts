import type { AttemptMode, AttemptStep, CreatedAttempt, ProviderId } from '@hitch/protocol'
import type { CoreApi } from './api.ts'
import type { CoreEnvironment } from './types.ts'

/** A ticket is good for 10 minutes; half a minute is left for its way to the server. */
const GOOD_FOR = 570_000

interface Ticket {
  /** Our own clock: a grower's computer may be off by hours, so the server's `expiresAt` says nothing here. */
  at: number
  asked: Promise<CreatedAttempt>
}

type Get<T> = (provider: ProviderId, mode?: AttemptMode, step?: AttemptStep) => T

/** Tickets fetched before the click, so that after it only the start itself is left to ask. */
export interface Tickets {
  prepare: Get<unknown>
  /** The ticket that was prepared, once; else a new one. */
  take: Get<Promise<CreatedAttempt>>
  clear: () => void
}

export const createTickets = ({ create }: CoreApi, { now }: CoreEnvironment): Tickets => {
  const tickets = new Map<string, Ticket>()
  const prepare: Get<[string, Ticket]> = (provider, mode = 'popup', step) => {
    const key = provider + mode + step
    let ticket = tickets.get(key)
    if (!ticket || now() - ticket.at > GOOD_FOR) {
      ticket = { at: now(), asked: create(provider, mode, step) }
      tickets.set(key, ticket)
      // Whoever clicks asks once more, and shows what comes of that.
      ticket.asked.catch(() => tickets.delete(key))
    }
    return [key, ticket]
  }
  return {
    prepare,
    take(...wish) {
      const [key, { asked }] = prepare(...wish)
      tickets.delete(key)
      return asked
    },
    clear: () => tickets.clear(),
  }
}
