import type { ConnectState } from '@hitch/protocol'
import { useCallback, useState, type RefObject } from 'react'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'
import type { Pane, WidgetContext } from './widget.ts'

/**
 * Which pane stands in the place of the list. One provider alone, not connected yet, is gone straight to.
 *
 * Opening a pane focuses its heading; leaving it returns to the tile that it belongs to. At the first paint nothing takes
 * the focus from the page.
 */
export const usePanes = (
  frame: RefObject<HTMLElement | null>,
  data: ConnectState | undefined,
  consent: boolean,
): Pick<WidgetContext, 'pane' | 'show' | 'paneSlot'> & { setPaneSlot: (slot: HTMLElement | null) => void } => {
  const [{ pane, moved }, setPane] = useState<{ pane?: Pane | null | undefined; moved?: Pane | true }>({})
  const [paneSlot, setPaneSlot] = useState<HTMLElement | null>(null)
  if (data && pane === undefined) {
    const [only] = data.providers
    const straight = consent && only && data.providers.length === 1 && !data.connections.length
    setPane({ pane: straight ? { name: 'connect', provider: only.id } : null })
  }
  const show = useCallback(
    (next?: Pane) => setPane((before) => ({ pane: next ?? null, moved: next ? true : (before.pane ?? true) })),
    [],
  )

  useBrowserLayoutEffect(() => {
    if (!moved) return
    const tile = moved !== true && `[data-provider=${moved.provider}]`
    const places = tile ? [`${tile} .hitch-slot button`, `${tile} .hitch-name`] : ['.hitch-pane h2']
    const [place] = places.flatMap((selector) => frame.current?.querySelector<HTMLElement>(selector) ?? [])
    place?.focus({ preventScroll: true })
  }, [frame, moved, pane])

  // A host may take a provider away while its pane is open.
  const offered = pane && data?.providers.some(({ id }) => id === pane.provider)
  return { pane: offered ? pane : undefined, show, paneSlot, setPaneSlot }
}
