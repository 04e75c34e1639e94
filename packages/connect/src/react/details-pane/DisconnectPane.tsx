import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'

/** Asks before a connection is ended. */
export const DisconnectPane = ({ kit: { Button, useTexts }, values, act }: PaneProps): ReactElement => {
  const texts = useTexts()
  return (
    <>
      <h2 className="hitch-title" tabIndex={-1}>
        {texts.plain({ ...values, key: 'askTitle' })}
      </h2>
      <Button kind="critical" onClick={() => act('confirmDisconnect')}>
        {texts.plain('confirmDisconnect')}
      </Button>
      <Button kind="outline" onClick={() => act('keep')}>
        {texts.plain('keep')}
      </Button>
    </>
  )
}
