import type { ProviderId } from '@hitch/protocol'
import type { ConnectRootProps } from './ConnectRoot.tsx'

/** The events that only the widget can know; all others come from the core. */
export interface HostEvents {
  ready: () => void
  selected: (provider: ProviderId) => void
  cancelled: (provider: ProviderId, attemptId: string | undefined) => void
}

type WidgetEvent = { name: 'ready' | 'provider_selected' } | { name: 'exit'; reason: 'cancel' }

export const hostEvents = (
  { onEvent, onExit, now }: Pick<ConnectRootProps, 'onEvent' | 'onExit' | 'now'>,
  sessionId: string | undefined,
): HostEvents => {
  const tell = (event: WidgetEvent, about: { provider?: ProviderId; attemptId?: string } = {}): void =>
    onEvent?.({ ...event, ...about, sessionId, timestamp: new Date(now()).toISOString() })
  return {
    ready: () => tell({ name: 'ready' }),
    selected: (provider) => tell({ name: 'provider_selected' }, { provider }),
    cancelled: (provider, attemptId) => {
      const about = { provider, ...(attemptId && { attemptId }) }
      tell({ name: 'exit', reason: 'cancel' }, about)
      onExit?.(null, { reason: 'cancel', sessionId, ...about })
    },
  }
}
