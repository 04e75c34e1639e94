import type { ReactElement, ReactNode } from 'react'
import type { MessageKey } from '../../messages/text.ts'
import type { PaneProps } from '../pane-props.ts'
import { Checks } from './Checks.tsx'
import { Counts } from './Counts.tsx'
import { Bones, Section } from './Section.tsx'
import { Shares } from './Shares.tsx'
import { Standing } from './Standing.tsx'
import { useDetails } from './use-details.ts'
import { Ways } from './Ways.tsx'
import { dayOf, momentOf } from './when.ts'

/** What is known of a connection, and what can be done about it. */
export const DetailsPane = (props: PaneProps): ReactElement => {
  const { kit, widget, connection, values } = props
  const { Button, Icon, texts, classes } = kit
  const now = widget.now()
  const { mayLook, shares, progress, checks, organizations } = useDetails(props)
  const pair = (key: MessageKey, value: ReactNode): ReactNode =>
    value && (
      <div>
        <dt>{texts.plain(key)}</dt>
        <dd>{value}</dd>
      </div>
    )

  return (
    <>
      <Standing {...props} />
      {mayLook && (
        <Section kit={kit} asked={progress} bones={<Counts kit={kit} />}>
          {(arrived) => <Counts kit={kit} progress={arrived} />}
        </Section>
      )}
      {connection && (
        <dl className={classes('pairs')}>
          {pair(
            'updated',
            progress.isLoading ? <i className={classes('bone')} /> : momentOf(progress.data?.lastSyncAt, now, texts),
          )}
          {pair('since', dayOf(connection.createdTime, texts))}
          {pair('account', connection.environment && texts.plain(connection.environment === 'STAGE' ? 'test' : 'live'))}
        </dl>
      )}
      {shares && (
        <Section
          kit={kit}
          heading="shares"
          asked={organizations}
          bones={<Bones kit={kit} rows={2} className={classes('rows')} />}
          extra={
            <Button kind="quiet" size="tiny" onClick={() => void organizations.refetch()}>
              <Icon name={organizations.isFetching ? 'ring' : 'arrows'} />
              {texts.plain('refresh')}
            </Button>
          }
        >
          {(list) => <Shares kit={kit} organizations={list.organizations} values={values} />}
        </Section>
      )}
      {mayLook && (
        <Section
          kit={kit}
          heading="checks"
          asked={checks}
          bones={<Bones kit={kit} rows={3} className={classes('pairs')} />}
        >
          {({ events }) => <Checks kit={kit} events={events} now={now} values={values} />}
        </Section>
      )}
      <Ways {...props} />
    </>
  )
}
