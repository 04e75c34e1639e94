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
  /** It passes by itself: nobody's support need be asked. */
  passes?: true
}

/** What is not our own fault. */
const LOAD_TEXTS: Partial<Record<string, MessageKey>> = {
  network_offline: 'loadOffline',
  not_allowed: 'setupText',
  leaf_user_not_found: 'setupText',
  leaf_unauthorized: 'setupText',
}

export const wholeView = (model: WholeModel): WholeView => {
  switch (model.state) {
    case 'session_expired':
      return { icon: 'clock', title: 'sessionTitle', text: 'sessionText', button: 'startAgain' }
    case 'no_providers':
      return { icon: 'plug', title: 'noneTitle', text: 'noneText' }
    case 'not_allowed':
      return { icon: 'lock', tone: 'caution', title: 'notAllowedTitle', text: 'setupText' }
    case 'cannot_load': {
      if (model.code === 'rate_limited')
        return { icon: 'clock', title: 'loadTitle', text: 'tooManyText', button: 'tryAgain', passes: true }
      const { [model.code]: text = 'loadText' } = LOAD_TEXTS
      const view = { icon: 'octagon', tone: 'critical', title: 'loadTitle', text } as const
      return text === 'setupText' ? view : { ...view, button: 'tryAgain' }
    }
  }
}
