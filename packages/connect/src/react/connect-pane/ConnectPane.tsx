import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'

/** One provider on its way: consent, the window, the outcome. */
export const ConnectPane = ({ kit: { Button, Said, useTexts }, model, view, values, act }: PaneProps): ReactElement => {
  const texts = useTexts()
  const resting = model.state === 'available' || model.state === 'degraded'
  const [lead, ...actions] = view.buttons ?? ['quiet']
  return (
    <>
      <h2 className="hitch-title" tabIndex={-1}>
        <Said words={{ ...values, key: resting ? 'consentTitle' : view.status }} />
      </h2>
      {resting ? (
        <Button kind="primary" aria-disabled={view.disabled || undefined} onClick={() => act('continue')}>
          {texts.plain({ ...values, key: 'continue' })}
        </Button>
      ) : (
        actions.map((action, index) => (
          <Button key={action} kind={index === 0 ? lead : 'quiet'} onClick={() => act(action)}>
            {texts.plain({ ...values, key: action })}
          </Button>
        ))
      )}
    </>
  )
}
