import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'

/** What is known of a connection. */
export const DetailsPane = ({ kit: { Button, useTexts }, values, act }: PaneProps): ReactElement => {
  const texts = useTexts()
  return (
    <>
      <h2 className="hitch-title" tabIndex={-1}>
        {values.name}
      </h2>
      <Button kind="outline" onClick={() => act('reconnect')}>
        {texts.plain('reconnect')}
      </Button>
      <Button kind="critical-quiet" onClick={() => act('disconnect')}>
        {texts.plain('disconnect')}
      </Button>
    </>
  )
}
