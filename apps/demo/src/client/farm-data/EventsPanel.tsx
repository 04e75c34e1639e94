import type { ConnectEvent } from '@hitch/connect/react'

export interface LoggedEvent {
  key: number
  event: ConnectEvent
}

/** For developers: each `onEvent` as it happens, newest first, whole. No secret is among them. */
export function EventsPanel({ events }: { events: readonly LoggedEvent[] }) {
  return (
    <details className="card events">
      <summary>
        Events for developers <span className="tag">{events.length}</span>
      </summary>
      {events.length === 0 ? <p className="muted">Nothing has happened yet.</p> : <EventLines events={events} />}
    </details>
  )
}

export function EventLines({ events }: { events: readonly LoggedEvent[] }) {
  return (
    <ol>
      {events.map(({ key, event }) => (
        <EventLine key={key} event={event} />
      ))}
    </ol>
  )
}

function EventLine({ event: { name, timestamp, ...rest } }: { event: ConnectEvent }) {
  return (
    <li>
      <time dateTime={timestamp}>{timestamp.slice(11, 23)}</time>
      <b>{name}</b>
      <code>{JSON.stringify(rest, null, 1)}</code>
    </li>
  )
}
