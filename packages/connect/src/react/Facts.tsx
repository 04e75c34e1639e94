import type { Connection } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { organizationsQuery } from './queries.ts'
import { useTexts } from './Said.tsx'
import { useServerData } from './use-server-data.ts'
import type { WidgetContext } from './widget.ts'

/** What is known of a connection: since when, which kind of account, and John Deere's shared organizations. */
export const Facts = ({
  connection,
  widget,
  client,
}: {
  connection: Connection
  widget: WidgetContext
  client: QueryClient
}): ReactElement => {
  const texts = useTexts()
  const mayLook = connection.provider === 'JohnDeere' && widget.session.can.includes('details')
  const { data } = useServerData(organizationsQuery(mayLook ? widget.core : undefined, widget.baseUrl), client)
  const shared = data?.organizations.filter(({ connected }) => connected).map(({ name }) => name)

  const row = (key: 'since' | 'account' | 'shared', value: ReactNode): ReactNode =>
    value ? (
      <div>
        <dt>{texts.plain({ key })}</dt>
        <dd>{value}</dd>
      </div>
    ) : null

  return (
    <dl className="hitch-facts">
      {row('since', dateOf(connection.createdTime, texts.locale))}
      {row(
        'account',
        connection.environment && texts.plain({ key: connection.environment === 'STAGE' ? 'test' : 'live' }),
      )}
      {row('shared', shared?.length ? <bdi>{shared.join(', ')}</bdi> : null)}
    </dl>
  )
}

const dateOf = (time: string | null, locale: string): string | null => {
  const date = time === null ? Number.NaN : Date.parse(time)
  return Number.isNaN(date) ? null : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(date)
}
