import type { ProviderId } from '@hitch/protocol'
import type { ExitMeta } from './connect-props.ts'
import type { ConnectRootProps } from './ConnectRoot.tsx'

/** The events that only the widget can know; all others come from the core. */
export interface HostEvents {
  ready: () => void
  selected: (provider: ProviderId) => void
  consentAccepted: (provider: ProviderId) => void
  done: (provider: ProviderId) => void
  cancelled: (provider: ProviderId, attemptId: string | undefined) => void
}

export const hostEvents = (
  { onEvent, onExit, now }: Pick<ConnectRootProps, 'onEvent' | 'onExit' | 'now'>,
  sessionId: string | undefined,
): HostEvents => {
  const about = () => ({ sessionId, timestamp: new Date(now()).toISOString() })
  const exit = (reason: ExitMeta['reason'], provider: ProviderId, attemptId?: string): void => {
    const attempt = { provider, ...(attemptId && { attemptId }) }
    onEvent?.({ name: 'exit', reason, ...attempt, ...about() })
    onExit?.(null, { reason, sessionId, ...attempt })
  }
  return {
    ready: () => onEvent?.({ name: 'ready', ...about() }),
    selected: (provider) => onEvent?.({ name: 'provider_selected', provider, ...about() }),
    consentAccepted: (provider) => onEvent?.({ name: 'consent_accepted', provider, ...about() }),
    cancelled: (provider, attemptId) => exit('cancel', provider, attemptId),
    done: (provider) => exit('done', provider),
  }
}
