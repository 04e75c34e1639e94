import { useEffect, useRef } from 'react'
import type { Texts } from '../messages/text.ts'
import type { Announcement } from './use-announcer.ts'
import type { Later } from './use-later.ts'
import type { WidgetModel } from './widget.ts'

/** Tells once that the list is there, why there is none, and every loss and return of the network. */
export const useWidgetNews = (
  model: WidgetModel,
  online: boolean,
  later: Later | undefined,
  texts: Texts,
  /** Who receives the data, or words for whoever it is. */
  brand: string,
  announce: (announcement: Announcement) => void,
  listeners: { onReady: () => void; onBackOnline: () => void },
): void => {
  const before = useRef<{ online: boolean; ready?: true; counted?: true; state?: WidgetModel['state'] }>({ online })
  useEffect(() => {
    const was = before.current
    if (was.online !== online) {
      was.online = online
      announce({ text: texts.plain(online ? 'sayOnline' : 'sayOffline'), urgent: !online })
      if (online) listeners.onBackOnline()
    }
    if (!was.ready && (model.state === 'list' || model.state === 'no_providers')) {
      was.ready = true
      listeners.onReady()
    }
    if (!later || was.state === model.state) return
    was.state = model.state
    if (model.state === 'loading') return
    if (model.state !== 'list') {
      const { title, text } = later.wholeView(model)
      const values = { status: texts.plain(title), text: texts.plain({ key: text, b: brand }) }
      announce({ text: texts.plain({ key: 'sayWhole', ...values }), urgent: model.state !== 'no_providers' })
    } else if (!was.counted) {
      was.counted = true
      const { providers, connections } = model.data
      const connected = connections.filter(({ status }) => status === 'connected').length
      const counts = [
        texts.plain({ key: 'sayAccounts', n: providers.length }),
        texts.plain({ key: 'sayConnectedCount', n: connected }),
      ]
      announce({ text: counts.join(' ') })
    }
  })
}
