import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'
import { consentLines, type ConsentLines } from './consent-lines.ts'
import { Lines } from './Lines.tsx'

/** What is read, what is not done, what comes next, and the one button that opens the provider. */
export const Consent = (props: PaneProps): ReactElement => {
  const { kit, widget, provider, view, values, whyDisabled, onPress } = props
  const { Button, Icon, texts, classes } = kit
  const { online, mode } = widget
  const lines = consentLines(provider)
  const listed = (heading: keyof ConsentLines): ReactElement => (
    <Lines kit={kit} heading={heading} lines={lines[heading]} values={values} />
  )
  return (
    <>
      {listed('sees')}
      {listed('writes')}
      {listed('cannot')}
      {lines.checkFirst.length > 0 && (
        <div className={classes('need')} data-tone="caution">
          {listed('checkFirst')}
        </div>
      )}
      {lines.steps.length > 0 && <div className={classes('need')}>{listed('steps')}</div>}
      {view.slot && (
        <div className={`${classes('actions')} hitch-stack`}>
          <Button
            kind="primary"
            data-action="continue"
            aria-disabled={view.disabled || undefined}
            aria-describedby={view.disabled ? whyDisabled : undefined}
            onClick={(event) => onPress('continue', event)}
          >
            {texts.plain({ ...values, key: 'continue' })}
            <Icon name="window" />
          </Button>
          <p className={classes('note')}>
            {online ? (
              <span>{texts.plain(mode === 'popup' ? 'opensWindow' : 'opensHere')}</span>
            ) : (
              <b>{texts.plain('offlineTitle')}</b>
            )}{' '}
            <span>{texts.plain(online ? 'stopAnyTime' : 'offlineBanner')}</span>
          </p>
        </div>
      )}
    </>
  )
}
