import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'
import type { ButtonKind, TileAction } from '../tile-actions.ts'
import { isStanding } from './pane-words.ts'

/** The buttons of an attempt under way, of one that stopped, and of its success. */
export const Progress = ({ kit, widget, model, view, values, reference, onPress }: PaneProps): ReactElement | null => {
  const { Button, Icon, Said, texts, classes } = kit
  const [lead, ...asked] = view.buttons ?? ['quiet']
  const buttons: [TileAction, ButtonKind][] = isStanding(model)
    ? [['done', 'primary'], ...(widget.single ? [] : [['another', 'quiet'] satisfies [TileAction, ButtonKind]])]
    : model.state === 'checking'
      ? [['done', 'outline']]
      : asked.map((action, index) => [action, index === 0 ? lead : 'quiet'])
  if (view.slot === 'cancel' || view.slot === 'close') buttons.push([view.slot, 'quiet'])
  const finishing = model.state === 'finishing' && model.signedIn && !model.slow
  return (
    <>
      {finishing && (
        <p className={classes('status')}>
          <Icon name="ring" />
          <span>{texts.plain('finishText')}</span>
        </p>
      )}
      {buttons.length > 0 && (
        <div className={`${classes('actions')} hitch-stack`}>
          {buttons.map(([action, kind]) => (
            <Button key={action} kind={kind} data-action={action} onClick={(event) => onPress(action, event)}>
              <Said words={{ ...values, key: action }} />
              {(action === 'open' || action === 'organizations') && <Icon name="window" />}
            </Button>
          ))}
          {model.state === 'choosing_organizations' && (
            <p className={classes('note')}>
              <span>{texts.plain('chooseAgain')}</span>
            </p>
          )}
        </div>
      )}
      {reference}
    </>
  )
}
