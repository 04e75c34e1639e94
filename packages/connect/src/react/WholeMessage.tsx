import type { ReactElement } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Reference } from './Reference.tsx'
import { Said, useTexts } from './Said.tsx'
import type { Announcement } from './use-announcer.ts'
import { brandOf } from './use-widget-news.ts'
import type { WholeModel, WholeView } from './whole-view.ts'

/** The widget when there is no list: a glyph, what happened, and at most one thing to do. */
export const WholeMessage = ({
  model,
  view,
  titleId,
  announce,
  onRestart,
}: {
  model: WholeModel
  view: WholeView
  titleId: string
  announce: (announcement: Announcement) => void
  onRestart: () => void
}): ReactElement => {
  const texts = useTexts()
  return (
    <div className="hitch-whole" data-state={model.state}>
      <span className="hitch-glyph" data-tone={view.tone}>
        <Icon name={view.icon} />
      </span>
      <div>
        <h2 className="hitch-title" id={titleId} tabIndex={-1}>
          {texts.plain(view.title)}
        </h2>
        <p className="hitch-lead">
          <Said words={{ key: view.text, b: brandOf(model, texts) }} />
        </p>
      </div>
      {view.button && (
        <Button kind="primary" onClick={onRestart}>
          {texts.plain(view.button)}
        </Button>
      )}
      {'reference' in model && model.reference && <Reference code={model.reference} announce={announce} />}
    </div>
  )
}
