import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { clock } from '../parts/clock.ts'
import { connectionsQuery, webhooksQuery } from '../site-queries.ts'

/**
 * What the BFF has told the backend by itself: the same whether this page is open or not. A real site would write mail, or
 * start a sync. Here the other panel is asked anew.
 */
export function ServerTold() {
  const queryClient = useQueryClient()
  const { data = [] } = useQuery(webhooksQuery)
  const newest = data[0]?.id
  useEffect(() => {
    if (newest !== undefined) void queryClient.invalidateQueries(connectionsQuery)
  }, [newest, queryClient])
  return (
    <section className="card" aria-labelledby="told-title">
      <div className="card-head">
        <div>
          <h2 id="told-title">What our server was told</h2>
          <p className="small">By signed webhooks, whether or not anybody looks at this page.</p>
        </div>
      </div>
      {data.length === 0 ? (
        <p className="muted">Nothing yet. Connect an account, or make one invalid in the sandbox.</p>
      ) : (
        <ol className="told">
          {data.map(({ id, event: { type, timestamp, data: of } }) => (
            <li key={id}>
              <time dateTime={timestamp}>{clock(timestamp)}</time>
              <b>{type}</b>
              <span>{of.provider}</span>
              {'error' in of && <span>{of.error.code}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
