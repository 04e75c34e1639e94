import type { MessageKey } from '../messages/text.ts'
import type { IconName } from './Icon.tsx'
import type { WidgetModel } from './widget.ts'

/** A state in which there is no list of accounts. */
export type WholeModel = Exclude<WidgetModel, { state: 'loading' | 'list' }>

export interface WholeView {
  icon: IconName
  tone?: 'caution' | 'critical'
  title: MessageKey
  text: MessageKey
  /** Leads to a fresh start. */
  button?: MessageKey
}

const LOAD_TEXTS = { ours: 'loadText', setup: 'setupText', network: 'loadOffline' } as const

export const wholeView = (model: WholeModel): WholeView => {
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
