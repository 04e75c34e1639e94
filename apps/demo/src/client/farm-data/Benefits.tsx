import { useQuery } from '@tanstack/react-query'
import { Icon } from '../parts/Icon.tsx'
import { connectionsQuery } from '../site-queries.ts'

const REPORTS = ['A report for each field', 'Your nitrogen balance', 'Loads matched to fields'] as const

/** What the grower gets. Whether it waits or comes is told by what our server knows, never by an event of the widget. */
export function Benefits() {
  const { data } = useQuery(connectionsQuery)
  const connected = data?.connections.some(({ status }) => status === 'connected') ?? false
  return (
    <section className="card" aria-labelledby="benefits-title">
      <h2 id="benefits-title">{connected ? 'Coming with your next report' : 'What you get once connected'}</h2>
      <ul className="benefits">
        {REPORTS.map((title) => (
          <li key={title} data-ready={connected}>
            <Icon name={connected ? 'tick' : 'clock'} />
            <span>{title}</span>
          </li>
        ))}
      </ul>
      <p className="small">
        {connected
          ? 'Your records are on their way. The first time can take a few hours.'
          : 'All three wait for your first account.'}
      </p>
    </section>
  )
}
