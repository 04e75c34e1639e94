import type { ProviderId } from '@hitch/protocol'
import type {
  ConnectEvent,
  ConnectEventName,
  ConnectEventPayloads,
  ConnectOptions,
  CoreEnvironment,
  SessionState,
} from './types.ts'

/** Runs a callback of the host's. What it throws is reported as uncaught and stops nothing of ours; then it gives nothing. */
export const guarded = <Value>({ window: view }: CoreEnvironment, callback: () => Value): Value | undefined => {
  try {
    return callback()
  } catch (error) {
    view.reportError(error)
    return undefined
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
    const { sessionId } = session() as { sessionId?: string }
    const timestamp = new Date(environment.now()).toISOString()
    guarded(environment, () =>
      onEvent?.({ name, provider, attemptId, sessionId, timestamp, ...payload } as ConnectEvent),
    )
  }
