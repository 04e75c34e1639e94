import type { ProviderId } from '@hitch/protocol'
import type { CoreEnvironment } from './types.ts'

interface PendingAttempt {
  provider: ProviderId
  /** The page load whose core has the attempt in hand; absent when that core was destroyed. */
  page?: number | undefined
  /** The outcome was delivered, and the server does not know it yet. */
  delivered?: true
}

/**
 * The attempts of this browser tab, until the server knows that their outcome was delivered. They outlive a reload in
 * sessionStorage, without any secret; where storage is blocked they live as long as the core.
 *
 * An attempt is in the hand of one core at a time, so of two widgets on a page only one delivers it.
 */
export interface Pending {
  add(attemptId: string, provider: ProviderId): void
  /** Whether the attempt is this core's, or was free and now is. */
  take(attemptId: string): boolean
  /** Takes it to deliver the outcome: true once per attempt, then false; undefined where it is not this core's. */
  claim(attemptId: string): boolean | undefined
  delete(attemptId: string): void
  /** Lets go of everything, for the next core. */
  clear(): void
}

const KEY = 'hitch.attempts'

export const createPending = ({ window: view }: CoreEnvironment): Pending => {
  const mine = new Set<string>()
  let known: Record<string, PendingAttempt | undefined> = {}
  let blocked = false

  const read = (): typeof known => {
    try {
      return blocked ? known : (JSON.parse(view.sessionStorage.getItem(KEY) ?? '') as typeof known)
    } catch {
      return known
    }
  }
  const write = (attemptId: string, attempt?: PendingAttempt): void => {
    known = { ...read(), [attemptId]: attempt }
    try {
      view.sessionStorage.setItem(KEY, JSON.stringify(known))
    } catch {
      // When it is named, or when it is written to: full storage throws too.
      blocked = true
    }
  }
  const take = (attemptId: string, attempt = read()[attemptId]): PendingAttempt | undefined => {
    const page = view.performance.timeOrigin
    if (!attempt || (attempt.page === page && !mine.has(attemptId))) return undefined
    mine.add(attemptId)
    write(attemptId, { ...attempt, page })
    return attempt
  }

  return {
    add: (attemptId, provider) => void take(attemptId, { provider }),
    take: (attemptId) => !!take(attemptId),
    claim(attemptId) {
      const attempt = take(attemptId)
      if (attempt) write(attemptId, { ...attempt, delivered: true })
      return attempt && !attempt.delivered
    },
    delete: write,
    clear() {
      mine.forEach((attemptId) => {
        const attempt = read()[attemptId]
        if (attempt) write(attemptId, { ...attempt, page: undefined })
      })
      mine.clear()
    },
  }
}
