import { useEffect, useRef } from 'react'
import type { Texts } from '../messages/text.ts'
import type { Announcement } from './use-announcer.ts'
import type { Parts } from './use-parts.ts'
import type { WidgetModel } from './widget.ts'

/** Tells once that the list is there, why there is none, and every loss and return of the network. */
export const useWidgetNews = (
  model: WidgetModel,
  online: boolean,
  later: Parts['later'],
  texts: Texts,
  brand: string,
  announce: (announcement: Announcement) => void,
  listeners: { onReady: () => void; onBackOnline: () => void },
): void => {
  const before = useRef<{ online: boolean; ready?: true; counted?: true; state?: WidgetModel['state'] }>({ online })
  useEffect(() => {
    const was = before.current
    const { state } = model
    if (was.online !== online) {
      was.online = online
      announce({ text: texts.plain(online ? 'sayOnline' : 'sayOffline'), urgent: !online })
      if (online) listeners.onBackOnline()
    }
    if (!was.ready && (state === 'list' || state === 'no_providers')) {
      was.ready = true
      listeners.onReady()
    }
    if (!later || was.state === state) return
    was.state = state
    if (state === 'loading' || (state === 'list' && was.counted)) return
    if (state === 'list') was.counted = true
    announce(later.widgetNews(model, texts, brand))
  })
}
