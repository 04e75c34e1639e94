import type { ConnectState } from '@hitch/protocol'
import { useCallback, useRef, useState, type RefObject } from 'react'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'
import type { Parts } from './use-parts.ts'
import type { Pane, WidgetContext } from './widget.ts'

interface Panes {
  /** `null`: the list. Absent until it is known which of the two stands first. */
  pane?: Pane | null
  /** What stood before; absent at the first paint, when nothing takes the focus from the page. */
  before?: Pane | null | undefined
}

/**
 * Which pane stands in the place of the list. One provider alone, not connected yet, is gone straight to.
 *
 * Opening a pane focuses its heading; back leads to the control that it was opened by, else to its tile.
 */
export const usePanes = (
  frame: RefObject<HTMLElement | null>,
  data: ConnectState | undefined,
  consent: boolean,
  parts: Parts,
): Pick<WidgetContext, 'pane' | 'show' | 'paneSlot'> & {
  setPaneSlot: (slot: HTMLElement | null) => void
  /** The list stands again after a pane. */
  returned: boolean
} => {
  const [{ pane, before }, setPanes] = useState<Panes>({})
  const [paneSlot, setPaneSlot] = useState<HTMLElement | null>(null)
  const opener = useRef<HTMLElement>(null)
  if (data && pane === undefined) {
    const { providers, connections, session } = data
    const [only, other] = providers
    const straight = consent && only && !other && !connections.length && session.can.includes('connect')
    setPanes({ pane: straight ? { name: 'connect', provider: only.id } : null })
  }
  // Where the pane does not come, the tile does all. After a message in the place of everything the list stands.
  if (pane && (!data || (pane.name === 'connect' && parts.connect === null))) setPanes({ pane: null })

  const show = useCallback(
    (next: Pane | null = null) => {
      const root = frame.current?.getRootNode() as Document | ShadowRoot | undefined
      if (!frame.current?.querySelector('.hitch-pane')) opener.current = root?.activeElement as HTMLElement | null
      setPanes(({ pane }) => ({ pane: next, before: pane ?? null }))
    },
    [frame],
  )

  useBrowserLayoutEffect(() => {
    if (before === undefined) return
    const find = (selector: string): HTMLElement | null | undefined => frame.current?.querySelector(selector)
    const tile = `[data-provider=${before?.provider}]`
    const from = frame.current?.contains(opener.current) && opener.current
    const asked = before?.name === 'disconnect' && find('.hitch-pane [data-action=disconnect]')
    const place = pane
      ? asked || find('.hitch-pane h2')
      : from || find(`${tile} .hitch-slot button`) || find(`${tile} .hitch-name`)
    place?.focus({ preventScroll: true })
  }, [frame, before, pane])

  // A host may take a provider away while its pane is open.
  const offered = pane && data?.providers.some(({ id }) => id === pane.provider)
  return { pane: offered ? pane : undefined, show, paneSlot, setPaneSlot, returned: !!before && !offered }
}
