import type { ReactElement } from 'react'
import type { MessageKey } from '../messages/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Reference } from './Reference.tsx'
import { Said, useTexts } from './Said.tsx'
import type { Announcement } from './use-announcer.ts'
import type { WidgetModel } from './widget.ts'

/** A state in which there is no list of accounts. */
export type WholeModel = Exclude<WidgetModel, { state: 'loading' | 'list' }>

interface Whole {
  icon: IconName
  tone?: 'caution' | 'critical'
  title: MessageKey
  text: MessageKey
  /** Leads to a fresh start. */
  button?: MessageKey
}

const LOAD_TEXTS = { ours: 'loadText', setup: 'setupText', network: 'loadOffline' } as const

export const wholeView = (model: WholeModel): Whole => {
  switch (model.state) {
    case 'session_expired':
      return { icon: 'clock', title: 'sessionTitle', text: 'sessionText', button: 'startAgain' }
    case 'no_providers':
      return { icon: 'plug', title: 'noneTitle', text: 'noneText' }
    case 'not_allowed':
      return { icon: 'lock', tone: 'caution', title: 'notAllowedTitle', text: 'setupText' }
    case 'cannot_load': {
      const view = { icon: 'octagon', tone: 'critical', title: 'loadTitle', text: LOAD_TEXTS[model.why] } as const
      return model.why === 'setup' ? view : { ...view, button: 'tryAgain' }
    }
  }
}

/** The widget when there is no list: a glyph, what happened, and at most one thing to do. */
export const WholeMessage = ({
  model,
  titleId,
  announce,
  onRestart,
}: {
  model: WholeModel
  titleId: string
  announce: (announcement: Announcement) => void
  onRestart: () => void
}): ReactElement => {
  const texts = useTexts()
  const view = wholeView(model)
  const brand = ('brand' in model && model.brand) || texts.plain({ key: 'someone' })
  return (
    <div className="hitch-whole" data-state={model.state}>
      <span className="hitch-glyph" data-tone={view.tone}>
        <Icon name={view.icon} />
      </span>
      <div>
        <h2 className="hitch-title" id={titleId} tabIndex={-1}>
          {texts.plain({ key: view.title })}
        </h2>
        <p className="hitch-lead">
          <Said words={{ key: view.text, b: brand }} />
        </p>
      </div>
      {view.button && (
        <Button kind="primary" onClick={onRestart}>
          {texts.plain({ key: view.button })}
        </Button>
      )}
      {'reference' in model && model.reference && <Reference code={model.reference} announce={announce} />}
    </div>
  )
}
