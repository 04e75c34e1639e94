import type { Attempt } from '@hitch/protocol'
import type { Stack } from '../stack/stack.ts'
import { sleep } from './wait.ts'

/** The server knew of this at this time, to a tenth of a second. Milliseconds since the epoch. */
export interface Change {
  at: number
  attemptId: string
  status: Attempt['status']
}

export interface Watch {
  /** In the order in which they were seen. */
  readonly changes: readonly Change[]
  /** The newest started attempt. */
  newest(): Attempt | undefined
  stop(): Promise<Attempt[]>
}

const EVERY = 100

/** Looks over the host backend's shoulder: what it is told with the secret key, again and again. */
export const watchAttempts = (stack: Stack, leafUserId: string): Watch => {
  const changes: Change[] = []
  const known = new Map<string, Attempt['status']>()
  let attempts: Attempt[] = []
  const ending = new AbortController()
  const look = async (): Promise<void> => {
    attempts = await stack.attemptsOf(leafUserId)
    for (const { attemptId, status } of attempts) {
      if (known.get(attemptId) === status) continue
      known.set(attemptId, status)
      changes.push({ at: Date.now(), attemptId, status })
    }
  }
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await sleep(EVERY)
    }
  })()
  // Whoever stops it learns of its failure.
  watching.catch(() => {})
  return {
    changes,
    newest: () => attempts[0],
    async stop() {
      ending.abort()
      await watching
      await look()
      return attempts
    },
  }
}
