import type { Connection } from '@hitch/protocol'
import { useQuery } from '@tanstack/react-query'
import type { KnownConnections } from '../../shared/site.ts'
import { clock } from '../parts/clock.ts'
import { Icon } from '../parts/Icon.tsx'
import { connectionsQuery } from '../site-queries.ts'

/**
 * What the backend was told by the BFF. A page can be made to say anything; a host that gives a discount, or starts a
 * sync, asks from its server with the secret key, as the backend of this panel does.
 */
export function ServerKnows() {
  const { data, isError, isFetching, refetch } = useQuery(connectionsQuery)
  return (
    <section className="card server-knows" aria-labelledby="server-title">
      <div className="card-head">
        <div>
          <h2 id="server-title">What our server knows</h2>
          <p className="small">It asks the BFF itself, with its own key. It takes no word from this page.</p>
        </div>
        <button type="button" className="button button-outline" onClick={() => void refetch()} disabled={isFetching}>
          <Icon name="refresh" />
          Ask again
        </button>
      </div>
      {isError ? <p role="alert">Our server cannot reach the BFF just now.</p> : <Known data={data} />}
    </section>
  )
}

function Known({ data }: { data: KnownConnections | undefined }) {
  if (!data) return <p className="muted">Asking…</p>
  return (
    <>
      {data.connections.length === 0 ? (
        <p className="muted">No account is connected.</p>
      ) : (
        <ul className="known">
          {data.connections.map((connection) => (
            <KnownConnection key={connection.provider} connection={connection} />
          ))}
        </ul>
      )}
      <p className="small code-line">
        <code>GET /v1/users/{data.leafUserId ?? '…'}/connections</code> at {clock(data.checkedAt)}
      </p>
    </>
  )
}

function KnownConnection({ connection }: { connection: Connection }) {
  const { provider, status, environment, createdTime, disconnecting } = connection
  return (
    <li>
      <b>{provider}</b>
      <span className="status" data-status={status}>
        {disconnecting ? 'disconnecting' : status}
      </span>
      <span>{environment}</span>
      <span>{createdTime && `since ${clock(createdTime)}`}</span>
    </li>
  )
}
