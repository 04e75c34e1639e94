import { useLayoutEffect, useRef, type RefObject } from 'react'
import { lockScroll } from './lock-scroll.ts'

/** Taken away, or not to be seen. */
const isGone = (element: Element): boolean => !element.isConnected || element.closest('[hidden]') !== null

/**
 * Shows the dialog for as long as it is mounted, above everything: no ancestor's overflow or transform reaches it. The
 * browser gives the focus back to where it was before.
 *
 * In it the focus is on the heading at first and whenever another stands in its place, and back where it was after a
 * question. What had the focus and went away leaves it to the heading, never to the page.
 */
export const useModal = (dialog: RefObject<HTMLElement | null>, asking: boolean): void => {
  const focused = useRef<HTMLElement | null>(null)
  const before = useRef<HTMLElement | null>(null)
  const wanted = useRef(true)

  useLayoutEffect(() => {
    const element = dialog.current as HTMLDialogElement | null
    if (!element) return
    element.showModal()
    wanted.current = true
    const unlock = lockScroll(element.ownerDocument)
    const note = ({ target }: FocusEvent): void => {
      focused.current = target as HTMLElement
    }
    element.addEventListener('focusin', note)
    return () => {
      element.removeEventListener('focusin', note)
      unlock()
      element.close()
    }
  }, [dialog])

  useLayoutEffect(() => {
    if (asking) {
      before.current = focused.current
      wanted.current = true
    } else if (before.current) wanted.current = true
  }, [asking])

  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    const { activeElement } = element.getRootNode() as Document | ShadowRoot
    const elsewhere = activeElement && activeElement !== element && element.contains(activeElement)
    const lost = focused.current && isGone(focused.current) && !(elsewhere && !isGone(activeElement))
    if (!wanted.current && !lost) return
    const back = !asking && before.current
    const place = back && !isGone(back) ? back : [...element.querySelectorAll('h2')].find((heading) => !isGone(heading))
    if (!place) return
    wanted.current = false
    if (!asking) before.current = null
    place.focus({ preventScroll: true })
  })
}
