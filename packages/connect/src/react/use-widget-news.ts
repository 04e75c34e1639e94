import { useEffect, useRef } from 'react'
import type { Texts } from '../messages/text.ts'
import type { Announcement } from './use-announcer.ts'
import type { WidgetModel } from './widget.ts'

/** Tells once that the list is there, and every loss and return of the network. */
export const useWidgetNews = (
  model: WidgetModel,
  online: boolean,
  /** The words have come. */
  spoken: boolean,
  texts: Texts,
  announce: (announcement: Announcement) => void,
  listeners: { onReady: () => void; onBackOnline: () => void },
): void => {
  const ready = useRef(false)
  useEffect(() => {
    if (!spoken || ready.current || (model.state !== 'list' && model.state !== 'no_providers')) return
    ready.current = true
    listeners.onReady()
    if (model.state === 'no_providers') return
    const { providers, connections } = model.data
    const connected = connections.filter(({ status }) => status === 'connected').length
    announce({
      text: [
        texts.plain({ key: 'sayAccounts', n: providers.length }),
        texts.plain({ key: 'sayConnectedCount', n: connected }),
      ].join(' '),
    })
  }, [model, spoken, texts, announce, listeners])

  const wasOnline = useRef(online)
  useEffect(() => {
    if (wasOnline.current === online) return
    wasOnline.current = online
    announce({ text: texts.plain(online ? 'sayOnline' : 'sayOffline'), urgent: !online })
    if (online) listeners.onBackOnline()
  }, [online, texts, announce, listeners])
}
