import type { Attempt, ProviderId } from '@hitch/protocol'
import type { CoreApi } from './api.ts'
import { type ConnectError, isConnectError } from './connect-error.ts'
import type { Pending } from './pending.ts'
import { repeat } from './repeat.ts'
import type { CoreEnvironment, FlowOutcome } from './types.ts'

type Tell = (provider: ProviderId, attemptId: string, outcome: FlowOutcome) => void

/** Follows attempts to their outcomes, delivers each once and tells the server so. */
export interface Attempts {
  follow(provider: ProviderId, attemptId: string): void
  /** Whether it is followed, or has ended here: what an older answer says of it is out of date. */
  has(attemptId: string): boolean
  /** Asks at once how each of them stands. */
  wake: () => void
  end: Tell
  clear(): void
}

interface Known {
  ended: boolean
  wake?: () => void
}

/**
 * @param learned The server told how an attempt stands.
 * @param ended An outcome is there.
 * @param deliver Exactly once for each attempt of this browser tab.
 */
export const createAttempts = (
  environment: CoreEnvironment,
  api: CoreApi,
  pending: Pending,
  learned: (attempt: Attempt) => void,
  ended: Tell,
  deliver: Tell,
): Attempts => {
  const known = new Map<string, Known>()

  /** An attempt that the server does not know, or not for this session, is an answer too. */
  const ask = <T>(
    attemptId: string,
    ended: boolean,
    request: (attemptId: string) => Promise<T>,
    answered: (answer: T | ConnectError) => unknown,
  ): void => {
    const entry: Known = { ended }
    known.set(attemptId, entry)
    const over = (): boolean => known.get(attemptId) !== entry
    const once = async (): Promise<unknown> => {
      const answer = await request(attemptId).catch((error: unknown) => {
        if (isConnectError(error) && error.code === 'not_found') return error
        throw error
      })
      return over() || answered(answer)
    }
    entry.wake = repeat(environment, ended ? 0 : 1000, once, over)
  }

  const end: Tell = (provider, attemptId, outcome) => {
    if (known.get(attemptId)?.ended) return
    known.set(attemptId, { ended: true })
    ended(provider, attemptId, outcome)
    const first = pending.claim(attemptId)
    if (first === undefined) return
    ask(attemptId, true, api.ack, () => {
      pending.delete(attemptId)
      known.set(attemptId, { ended: true })
    })
    if (first) deliver(provider, attemptId, outcome)
  }

  return {
    follow(provider, attemptId) {
      ask(attemptId, false, api.getAttempt, (answer) => {
        if (isConnectError(answer)) return end(provider, attemptId, { status: 'failed', error: answer })
        learned(answer)
        return answer.status
      })
    },
    has: (attemptId) => known.has(attemptId),
    wake() {
      for (const { wake } of known.values()) wake?.()
    },
    end,
    clear: () => known.clear(),
  }
}
