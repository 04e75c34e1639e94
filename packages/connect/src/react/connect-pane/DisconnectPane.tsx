import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'
import { Coupling } from './Coupling.tsx'
import { Lines } from './Lines.tsx'

/** Asks before a connection is ended: what stops, what stays, and where the consent itself is withdrawn. */
export const DisconnectPane = ({ kit, widget, provider, values, onPress }: PaneProps): ReactElement => {
  const { Button, Said, texts, classes } = kit
  return (
    <>
      <Coupling kit={kit} widget={widget} provider={provider} state="joined" />
      <h2 className={classes('title')} tabIndex={-1}>
        {texts.plain({ ...values, key: 'askTitle' })}
      </h2>
      <Lines kit={kit} heading="stops" lines={[['stopsData', 'not']]} values={values} />
      <Lines
        kit={kit}
        heading="stays"
        lines={[
          ['staysData', 'may'],
          ['staysAccount', 'may'],
        ]}
        values={values}
      />
      <p className={classes('note')}>
        <Said words={{ ...values, key: 'withdraw' }} />
      </p>
      <div className={`${classes('actions')} hitch-stack`}>
        <Button
          kind="critical"
          data-action="confirmDisconnect"
          onClick={(event) => onPress('confirmDisconnect', event)}
        >
          {texts.plain('confirmDisconnect')}
        </Button>
        <Button kind="outline" data-action="keep" onClick={(event) => onPress('keep', event)}>
          {texts.plain('keep')}
        </Button>
      </div>
    </>
  )
}
