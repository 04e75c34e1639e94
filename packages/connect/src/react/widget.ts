import type { AttemptMode, ConnectState, ProviderId, Session } from '@hitch/protocol'
import type { Connect, ConnectErrorShape, CoreState } from '../core/types.ts'
import type { HostEvents } from './host-events.ts'
import type { Announcement } from './use-announcer.ts'
import type { Parts } from './use-parts.ts'

/** What stands in the place of the list: one provider on its way, what is known of its connection, or whether to end it. */
export interface Pane {
  name: 'connect' | 'details' | 'disconnect'
  provider: ProviderId
}

/** What every tile needs from the widget around it. */
export interface WidgetContext {
  core: Connect
  baseUrl: string
  session: Session
  online: boolean
  /** Inside an iframe. */
  framed: boolean
  /** How a provider is opened: in a window of its own, or in this tab. Words must not speak of a window in vain. */
  mode: AttemptMode
  logos: Partial<Record<ProviderId, string>>
  /** Milliseconds since the epoch. */
  now: () => number
  announce: (announcement: Announcement) => void
  /** Asks the server how things stand; resolves once the answer is shown. */
  refresh: () => Promise<void>
  /** The server took a disconnect: what we know is set right at once, whatever becomes of the next answer. */
  disconnected: (provider: ProviderId, how: 'done' | 'pending') => void
  events: HostEvents
  parts: Parts
  /** Who receives the data is asked for consent before a window opens. */
  consent: boolean
  /** One provider alone: there is no list to go back to. */
  single: boolean
  pane: Pane | undefined
  /** Shows a pane in the place of the list; without one, the list. */
  show: (pane?: Pane) => void
  /** Where panes stand. */
  paneSlot: HTMLElement | null
}

/** What the whole widget shows. */
export type WidgetModel =
  | { state: 'loading' }
  | { state: 'list'; data: ConnectState }
  | { state: 'session_expired' }
  | { state: 'no_providers' }
  | { state: 'not_allowed' | 'cannot_load'; code: ConnectErrorShape['code']; reference: string | undefined }

/** Tiles once shown stay, unless the session is gone: a look in the background that fails is not the grower's concern. */
export const widgetModel = (
  data: ConnectState | undefined,
  error: ConnectErrorShape | null,
  { session, online }: CoreState,
): WidgetModel => {
  const refused = session.status === 'failed' ? session.error : undefined
  const problem = refused ?? (data ? undefined : error)
  // The banner tells of the network.
  if (problem && (problem.code !== 'network_offline' || (!data && online))) {
    const { code, requestId: reference } = problem
    if (code === 'session_expired') return { state: code }
    const isHosts = code === 'origin_not_allowed' || code === 'session_invalid'
    return { state: isHosts ? 'not_allowed' : 'cannot_load', code, reference }
  }
  if (!data) return { state: 'loading' }
  return data.providers.length > 0 ? { state: 'list', data } : { state: 'no_providers' }
}

/** The host's choice and order of the providers that are offered; all of them, in the server's order, without one. */
export const chosenProviders = (data: ConnectState, chosen: readonly ProviderId[] | undefined): ConnectState =>
  chosen
    ? { ...data, providers: chosen.flatMap((id) => data.providers.find((provider) => provider.id === id) ?? []) }
    : data

/** What stands after a disconnect: nothing, or a connection that the server is still taking away. */
export const withoutConnection = (data: ConnectState, id: ProviderId, how: 'done' | 'pending'): ConnectState => ({
  ...data,
  connections: data.connections.flatMap((one) =>
    one.provider !== id ? [one] : how === 'done' ? [] : [{ ...one, disconnecting: true as const }],
  ),
})
