import { useRef, type RefObject } from 'react'
import type { WidgetModel } from './widget.ts'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'

/** The button that starts again goes away with its message: the focus stands on the title that takes its place, until the end. */
export const useFocusOnTitle = (
  frame: RefObject<HTMLElement | null>,
  titleId: string,
  state: WidgetModel['state'],
): (() => void) => {
  const wanted = useRef(false)
  useBrowserLayoutEffect(() => {
    if (!wanted.current) return
    wanted.current = state === 'loading'
    const root = frame.current?.getRootNode() as Document | ShadowRoot | undefined
    const lost = !root?.activeElement || root.activeElement === frame.current?.ownerDocument.body
    if (lost) root?.getElementById(titleId)?.focus({ preventScroll: true })
  }, [state])
  return () => {
    wanted.current = true
  }
}
