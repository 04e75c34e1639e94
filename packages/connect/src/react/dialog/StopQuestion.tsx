import type { ReactElement } from 'react'
import type { Texts } from '../../messages/text.ts'
import type { Classes } from '../class-names.ts'

/** Asks before an attempt is given up with the dialog. Renders `div`. */
export const StopQuestion = ({
  texts,
  classes,
  id,
  names,
  onKeep,
  onStop,
}: {
  texts: Texts
  classes: Classes
  /** Of the heading. */
  id: string
  /** The providers that are under way. */
  names: string
  onKeep: () => void
  onStop: () => void
}): ReactElement => (
  <div className={classes('question')}>
    <div>
      <h2 className={classes('title')} id={id} tabIndex={-1}>
        {texts.plain({ key: 'stopTitle', p: names })}
      </h2>
      <p className={classes('lead')}>{texts.plain('stopText')}</p>
    </div>
    <button type="button" className={classes('button')} data-kind="primary" onClick={onKeep}>
      {texts.plain('keepGoing')}
    </button>
    <button type="button" className={classes('button')} data-kind="outline" onClick={onStop}>
      {texts.plain('stop')}
    </button>
  </div>
)
