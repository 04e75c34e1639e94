import { EventLines, type LoggedEvent } from '../farm-data/EventsPanel.tsx'

/** Each `onEvent` as it happens, newest first, whole. */
export function EventLog({ events, onClear }: { events: readonly LoggedEvent[]; onClear: () => void }) {
  return (
    <section className="card events" aria-labelledby="events-title">
      <div className="card-head">
        <h2 id="events-title">
          Events <span className="tag">{events.length}</span>
        </h2>
        <button type="button" className="text-button" disabled={events.length === 0} onClick={onClear}>
          Clear
        </button>
      </div>
      {events.length === 0 ? <p className="muted">Nothing has happened yet.</p> : <EventLines events={events} />}
    </section>
  )
}
