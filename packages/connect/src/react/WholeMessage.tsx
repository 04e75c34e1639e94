import type { ReactElement, ReactNode } from 'react'
import type { Texts } from '../messages/text.ts'
import type { Classes } from './class-names.ts'
import type { WholeView } from './whole-view.ts'

/** The widget when there is no list: a glyph, what happened, and at most one thing to do. */
export const WholeMessage = ({
  view,
  titleId,
  texts,
  classes,
  icon,
  lead,
  reference,
  onRestart,
}: {
  view: WholeView
  titleId: string
  texts: Texts
  classes: Classes
  icon: ReactNode
  lead: ReactNode
  reference: ReactNode
  onRestart: () => void
}): ReactElement => (
  <div className={classes('message')}>
    <span className={classes('glyph')} data-tone={view.tone}>
      {icon}
    </span>
    <div>
      <h2 className={classes('title')} id={titleId} tabIndex={-1}>
        {texts.plain(view.title)}
      </h2>
      <p className={classes('lead')}>{lead}</p>
    </div>
    {view.button && (
      <button type="button" className={classes('button')} data-kind="primary" onClick={onRestart}>
        {texts.plain(view.button)}
      </button>
    )}
    {!view.passes && reference}
  </div>
)
