import type { Connection, Organization } from '@hitch/protocol'
import type { ReactElement, ReactNode } from 'react'
import type { Texts } from '../messages/text.ts'

/** What is known of a connection: since when, which kind of account, and John Deere's shared organizations. */
export const Facts = ({
  connection,
  organizations,
  texts,
}: {
  connection: Connection
  organizations: readonly Organization[] | undefined
  texts: Texts
}): ReactElement => {
  const shared = organizations?.filter(({ connected }) => connected).map(({ name }) => name)
  const row = (key: 'since' | 'account' | 'shared', value: ReactNode): ReactNode =>
    value ? (
      <div>
        <dt>{texts.plain(key)}</dt>
        <dd>{value}</dd>
      </div>
    ) : null

  return (
    <dl className="hitch-facts">
      {row('since', dateOf(connection.createdTime, texts.locale))}
      {row('account', connection.environment && texts.plain(connection.environment === 'STAGE' ? 'test' : 'live'))}
      {row('shared', shared?.length ? <bdi>{shared.join(', ')}</bdi> : null)}
    </dl>
  )
}

const dateOf = (time: string | null, locale: string): string | null => {
  const date = time === null ? Number.NaN : Date.parse(time)
  return Number.isNaN(date) ? null : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(date)
}
