import type { ProviderId } from '@hitch/protocol'
import type { ExitReason } from '../core/reasons.ts'
import type { ConnectErrorShape, ConnectEvent } from '../core/types.ts'
import type { WidgetProps } from './Widget.tsx'

/** What last went wrong with each provider; what concerns none of them (the session) is kept under `undefined`. */
export type Problems = Map<ProviderId | undefined, ConnectErrorShape>

/** Keeps what an event tells of trouble, until the provider is connected. */
export const noteProblem = (problems: Problems, event: ConnectEvent): void => {
  const { name, provider, code, requestId } = event as ConnectEvent & Partial<ConnectErrorShape>
  if (code) problems.set(provider, { code, requestId })
  else if (name === 'popup_blocked') problems.set(provider, { code: name })
  else if (name === 'connection_changed') problems.delete(provider)
}

/** An event as the widget knows it. */
type Untold = Bare<ConnectEvent>
type Bare<Event> = Event extends ConnectEvent ? Omit<Event, 'sessionId' | 'timestamp'> : never

/** The events that only the widget can know; all others come from the core. */
export interface HostEvents {
  emit: (event: Untold) => void
  ready: () => void
  selected: (provider: ProviderId) => void
  consentAccepted: (provider: ProviderId) => void
  done: (provider: ProviderId) => void
  cancelled: (provider: ProviderId, attemptId: string | undefined) => void
  /** The grower left; of a dialog it is told when it has closed. */
  exit: (reason: ExitReason, provider?: ProviderId, attemptId?: string) => void
}

export const hostEvents = (
  { onEvent, onExit, now, problems, dialog }: Pick<WidgetProps, 'onEvent' | 'onExit' | 'now' | 'problems' | 'dialog'>,
  sessionId: string | undefined,
): HostEvents => {
  const emit: HostEvents['emit'] = (event) =>
    onEvent?.({ sessionId, timestamp: new Date(now()).toISOString(), ...event })
  const exit: HostEvents['exit'] = (reason, provider, attemptId) => {
    const error = problems.get(provider) ?? problems.get(undefined) ?? null
    problems.clear()
    emit({ name: 'exit', provider, attemptId, reason, error })
    onExit?.(error, { sessionId, provider, attemptId, reason })
  }
  return {
    ready: () => emit({ name: 'ready' }),
    selected: (provider) => emit({ name: 'provider_selected', provider }),
    consentAccepted: (provider) => emit({ name: 'consent_accepted', provider }),
    done: (provider) => (dialog ? dialog.leave('done') : exit('done', provider)),
    cancelled: (provider, attemptId) => dialog || exit('cancel', provider, attemptId),
    exit,
    emit,
  }
}
