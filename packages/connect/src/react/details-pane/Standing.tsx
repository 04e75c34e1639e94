import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'

/** Whose connection it is and how it stands: the tile's own words, and the buttons of a tile that asks for something. */
export const Standing = ({ kit, widget, provider, view, values, reference, onPress }: PaneProps): ReactElement => {
  const { Button, Icon, Mark, Said, texts, classes } = kit
  const [lead, ...asked] = view.buttons ?? ['quiet']
  const actions = asked.filter((action) => action !== 'details')
  const { text = [] } = view
  return (
    <>
      <div className={classes('who')}>
        <Mark id={provider.id} name={provider.shortLabel} logo={widget.logos[provider.id]} asleep={view.asleep} />
        <h2 className={classes('name')} tabIndex={-1}>
          <bdi>{provider.label}</bdi>
        </h2>
        <p className={classes('status')} data-tone={view.tone}>
          {view.icon && <Icon name={view.icon} />}
          <span>
            <Said words={{ ...values, key: view.status }} />
          </span>
        </p>
      </div>
      {(text.length > 0 || actions.length > 0) && (
        <div className={classes('need')} data-tone={view.tinted ? view.tone : undefined}>
          {text.map((key) => (
            <p key={key}>
              <Said words={{ ...values, key }} />
            </p>
          ))}
          {actions.length > 0 && (
            <div className={classes('actions')}>
              {actions.map((action, index) => (
                <Button
                  key={action}
                  kind={index === 0 ? lead : 'quiet'}
                  data-action={action}
                  onClick={(event) => onPress(action, event)}
                >
                  {texts.plain({ ...values, key: action })}
                </Button>
              ))}
            </div>
          )}
          {reference}
        </div>
      )}
    </>
  )
}
