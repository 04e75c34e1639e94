import { useEffect, useRef, type RefObject } from 'react'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'
import { useLatest } from './use-latest.ts'

/**
 * What a tile's element does as a whole.
 *
 * It tells when the grower comes near: hover, focus, pointer down. It lets a key that is held down press one button, not
 * the next one too. And it keeps the focus when the focused button is replaced: to the button in the row's slot, else to
 * the safe answer of a question, else to the row's heading. It never takes the focus from elsewhere on the page.
 */
export const useTileElement = (onNear: () => void): RefObject<HTMLLIElement | null> => {
  const item = useRef<HTMLLIElement>(null)
  const focused = useRef<Element | null>(null)
  const near = useLatest(onNear)

  useEffect(() => {
    const element = item.current
    if (!element) return
    const controller = new AbortController()
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listen: (event: HTMLElementEventMap[Type]) => void,
    ) => element.addEventListener(type, listen, { signal: controller.signal })

    on('pointerenter', () => near.current())
    on('pointerdown', () => near.current())
    on('focusin', ({ target }) => {
      focused.current = target as Element
      near.current()
    })
    on('focusout', ({ target, relatedTarget }) => {
      // A button that React takes away says so while it is still there: only afterwards can it be told from one that
      // the grower left. When the whole window lost the focus, the place is still the grower's.
      queueMicrotask(() => {
        const left = relatedTarget ?? ((target as Element).isConnected && element.ownerDocument.hasFocus())
        if (left && focused.current === target) focused.current = null
      })
    })
    on('keydown', (event) => {
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    })
    return () => controller.abort()
  }, [near])

  useBrowserLayoutEffect(() => {
    const lost = focused.current
    if (!lost || lost.isConnected) return
    focused.current = null
    const root = item.current?.getRootNode() as Document | ShadowRoot | undefined
    if (root?.activeElement && root.activeElement !== item.current?.ownerDocument.body) return
    const place =
      item.current?.querySelector<HTMLElement>('.hitch-slot button') ??
      item.current?.querySelector<HTMLElement>('[data-action="keep"]') ??
      item.current?.querySelector<HTMLElement>('.hitch-name')
    place?.focus({ preventScroll: true })
  })

  return item
}
