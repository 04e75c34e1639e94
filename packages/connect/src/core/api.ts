import type {
  Attempt,
  AttemptMode,
  AttemptStep,
  ConnectState,
  CreatedAttempt,
  Problem,
  ProviderId,
} from '@hitch/protocol'
import { connectError } from './connect-error.ts'
import type { SessionKeeper } from './session.ts'
import type { ConnectApi, CoreEnvironment, SessionState } from './types.ts'

/** What the core asks for on its own behalf, beside the reads it hands out. */
export interface CoreApi extends ConnectApi {
  getAttempt: (attemptId: string, signal?: AbortSignal) => Promise<Attempt>
  create: (provider: ProviderId, mode: AttemptMode, step?: AttemptStep) => Promise<CreatedAttempt>
  cancel: (attemptId: string) => Promise<Attempt>
  ack: (attemptId: string) => Promise<number>
  /** Resolves to the HTTP status: 204 gone, 202 the server finishes it. */
  disconnect: (provider: ProviderId) => Promise<number>
}

/** A request that hangs longer would hold up the polling of its attempt. Milliseconds. */
const DEADLINE = 20_000

export const createApi = (
  { window: view, fetch }: CoreEnvironment,
  origin: string,
  session: SessionKeeper,
  show: (session?: SessionState) => void,
): CoreApi => {
  /**
   * Resolves to the answer's body, or to its status where the answer is empty. A refused session is refilled once, in
   * silence; a second refusal, or one of the page's origin, is shown.
   *
   * @param path Below `/v1/`. What stands in it are the BFF's own ids, which need no encoding.
   */
  const call = async <T>(
    path: string,
    signal?: AbortSignal,
    method?: string,
    body?: string,
    again = true,
  ): Promise<T> => {
    const token = session.token()
    const authorization = `Bearer ${await token}`
    const deadline = new AbortController()
    const stop = (): void => deadline.abort()
    // An answer that came in time does not mind.
    view.setTimeout(stop, DEADLINE)
    signal?.addEventListener('abort', stop)
    try {
      const response = await fetch(`${origin}/v1/${path}`, {
        method: method as string,
        headers: { authorization, 'content-type': 'application/json' },
        // Absent is fine for fetch; its types do not say so.
        body: body as string,
        signal: deadline.signal,
      })
      if (response.ok) {
        show()
        return (response.status < 202 ? await response.json() : response.status) as T
      }
      const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
      throw connectError(problem.code ?? 'internal', undefined, problem.requestId)
    } catch (cause) {
      if (signal?.aborted) throw cause
      const error = connectError('network_offline', cause)
      const refused = error.code.startsWith('session_')
      if (refused) session.delete(token)
      if (refused && again) return call(path, signal, method, body, false)
      if (refused || error.code === 'origin_not_allowed') show({ status: 'failed', error })
      throw error
    }
  }

  return {
    async getConnect(signal) {
      const state = await call<ConnectState>('connect', signal)
      show({ status: 'ready', sessionId: state.session.sessionId })
      return state
    },
    getAttempt: (attemptId, signal) => call(`attempts/${attemptId}`, signal),
    listEvents: (provider, signal) => call(`connections/${provider}/events`, signal),
    getProgress: (provider, signal) => call(`connections/${provider}/progress`, signal),
    listOrganizations: (signal) => call('connections/JohnDeere/organizations', signal),
    create: (provider, mode, step) => call('attempts', undefined, 'POST', JSON.stringify({ provider, mode, step })),
    cancel: (attemptId) => call(`attempts/${attemptId}/cancel`, undefined, 'POST'),
    ack: (attemptId) => call(`attempts/${attemptId}/ack`, undefined, 'POST'),
    disconnect: (provider) => call(`connections/${provider}`, undefined, 'DELETE'),
  }
}
