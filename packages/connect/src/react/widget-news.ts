import type { Texts } from '../messages/text.ts'
import type { Announcement } from './use-announcer.ts'
import { wholeView } from './whole-view.ts'
import type { WidgetModel } from './widget.ts'

/**
 * What a screen reader says when the widget shows something else than before: how many accounts there are, the first time
 * that the list stands; else why there is no list.
 */
export const widgetNews = (
  model: Exclude<WidgetModel, { state: 'loading' }>,
  texts: Texts,
  /** Who receives the data, or words for whoever it is. */
  brand: string,
): Announcement => {
  if (model.state !== 'list') {
    const { title, text } = wholeView(model)
    const values = { status: texts.plain(title), text: texts.plain({ key: text, b: brand }) }
    return { text: texts.plain({ key: 'sayWhole', ...values }), urgent: model.state !== 'no_providers' }
  }
  const { providers, connections } = model.data
  const connected = connections.filter(({ status }) => status === 'connected').length
  const counts = [
    texts.plain({ key: 'sayAccounts', n: providers.length }),
    texts.plain({ key: 'sayConnectedCount', n: connected }),
  ]
  return { text: counts.join(' ') }
}
