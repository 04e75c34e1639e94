import { connectError } from './connect-error.ts'
import type { ConnectOptions, CoreEnvironment, SessionState } from './types.ts'

/** Holds the session's token, in memory alone, and asks the host for another when it has run out. */
export interface SessionKeeper {
  /** The token, or the one call of `fetchSession` that is under way. */
  token(): Promise<string>
  /** The BFF refuses this token. Forgotten, unless another has taken its place. */
  delete(refused: Promise<string>): void
  /** Forgets everything, and aborts a `fetchSession` that is under way. */
  clear(): void
}

export const createSession = (
  { window: view }: CoreEnvironment,
  { fetchSession, signal: end }: Pick<ConnectOptions, 'fetchSession' | 'signal'>,
  show: (session: SessionState) => void,
  onRefreshed: () => void,
): SessionKeeper => {
  let token: Promise<string> | undefined
  let controller = new AbortController()
  let refilling = false

  const ask = async (signal: AbortSignal): Promise<string> => {
    // What was let go of before it began needs no session.
    signal.throwIfAborted()
    end?.throwIfAborted()
    try {
      const fresh = await fetchSession({ signal })
      signal.throwIfAborted()
      if (refilling) onRefreshed()
      refilling = true
      return fresh
    } catch (cause) {
      signal.throwIfAborted()
      token = undefined
      const code = !view.navigator.onLine ? 'network_offline' : refilling ? 'session_expired' : 'internal'
      const error = connectError(code, cause)
      show({ status: 'failed', error })
      throw error
    }
  }

  return {
    // A host's function that throws at once is one that rejects.
    token: () => (token ??= Promise.resolve(controller.signal).then(ask)),
    delete(refused) {
      if (token === refused) token = undefined
    },
    clear() {
      controller.abort()
      controller = new AbortController()
      refilling = false
      token = undefined
      show({ status: 'none' })
    },
  }
}
