import type { Organization } from '@hitch/protocol'
import type { ReactElement } from 'react'
import type { Values } from '../../messages/text.ts'
import type { Kit } from '../kit.ts'
import { safeLink } from './safe-link.ts'

/** John Deere's organizations, each shared or not, with the way to the page where that is changed. */
export const Shares = ({
  kit: { Icon, Said, texts, classes },
  organizations,
  values,
}: {
  kit: Kit
  organizations: readonly Organization[]
  values: Values
}): ReactElement => {
  if (organizations.length === 0) {
    return (
      <p className={classes('note')}>
        <Said words={{ ...values, key: 'noShares' }} />
      </p>
    )
  }
  return (
    <>
      <ul className={classes('rows')}>
        {organizations.map(({ id, name, connected, managementUri }) => {
          const link = safeLink(managementUri)
          return (
            <li key={id}>
              <p>
                <bdi>{name}</bdi>
              </p>
              <p className={classes('status')} data-tone={connected ? 'positive' : undefined}>
                <Icon name={connected ? 'tick' : 'slashed'} />
                <span>{texts.plain(connected ? 'shared' : 'notShared')}</span>
              </p>
              {link && (
                <a
                  className={classes('button')}
                  data-kind="quiet"
                  data-size="small"
                  href={link}
                  target="_blank"
                  rel="noopener noreferrer"
                  aria-label={texts.plain({ ...values, key: 'manageName', name })}
                >
                  {texts.plain('manage')}
                  <Icon name="window" />
                </a>
              )}
            </li>
          )
        })}
      </ul>
      <p className={classes('note')}>
        <Said words={{ ...values, key: 'sharesSlow' }} />
      </p>
    </>
  )
}
