import type { ProviderId } from '@hitch/protocol'
import type {
  ConnectEvent,
  ConnectEventName,
  ConnectEventPayloads,
  ConnectOptions,
  CoreEnvironment,
  SessionState,
} from './types.ts'

/** Runs a callback of the host's. What it throws is reported as uncaught and stops nothing of ours. */
export const guarded = ({ window: view }: CoreEnvironment, callback: () => void): void => {
  try {
    callback()
  } catch (error) {
    view.reportError(error)
  }
}

export type Emit = <Name extends ConnectEventName>(
  name: Name,
  provider?: ProviderId,
  attemptId?: string,
  payload?: ConnectEventPayloads[Name],
) => void

export const createEmit =
  (environment: CoreEnvironment, onEvent: ConnectOptions['onEvent'], session: () => SessionState): Emit =>
  (name, provider, attemptId, payload) => {
    const timestamp = new Date(environment.now()).toISOString()
    const { sessionId } = session() as { sessionId?: string }
    const event = { name, sessionId, attemptId, provider, timestamp, ...payload }
    guarded(environment, () => onEvent?.(event as ConnectEvent))
  }
