import { useRef, type RefObject } from 'react'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'
import { useLatest } from './use-latest.ts'

/**
 * What a tile's or a pane's element does as a whole.
 *
 * It tells when the grower comes near: hover, focus, pointer down. It lets a key that is held down press one button, not
 * the next one too. And it keeps the focus when the focused button is replaced. It never takes the focus from elsewhere
 * on the page.
 *
 * @param places Selectors of where a lost focus goes, best first. A lost heading is replaced by a heading.
 */
export const useHands = <Box extends HTMLElement>(
  places: readonly string[],
  handlers: { onNear?: (() => void) | undefined; onEscape?: (() => void) | undefined },
): RefObject<Box | null> => {
  const box = useRef<Box>(null)
  const focused = useRef<Element | null>(null)
  const latest = useLatest(handlers)

  // Before the focus is set on what has just been opened: that counts too.
  useBrowserLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const controller = new AbortController()
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listen: (event: HTMLElementEventMap[Type]) => void,
    ) => element.addEventListener(type, listen, { signal: controller.signal })

    on('pointerenter', () => latest.current.onNear?.())
    on('pointerdown', () => latest.current.onNear?.())
    on('focusin', ({ target }) => {
      focused.current = target as Element
      latest.current.onNear?.()
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
      const { onEscape } = latest.current
      if (event.key === 'Escape' && onEscape) {
        // It is for what is open here, and not for a dialog around it.
        event.preventDefault()
        event.stopPropagation()
        onEscape()
      }
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    })
    return () => controller.abort()
  }, [latest])

  useBrowserLayoutEffect(() => {
    const lost = focused.current
    if (!lost || lost.isConnected) return
    focused.current = null
    const root = box.current?.getRootNode() as Document | ShadowRoot | undefined
    if (root?.activeElement && root.activeElement !== box.current?.ownerDocument.body) return
    const [place] = (lost.matches('h2') ? ['h2'] : places).flatMap(
      (selector) => box.current?.querySelector<HTMLElement>(selector) ?? [],
    )
    place?.focus({ preventScroll: true })
  })

  return box
}
