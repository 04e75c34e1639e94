import { useEffect, useRef, type ReactElement } from 'react'
import type { Alone } from './dialog/mount-alone.ts'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'

/**
 * Shows something in a place of its own at the end of the page, for as long as there is something to show.
 *
 * @param mount Makes the place; absent until it can.
 * @param last Rendered before the place is taken away, while the component lives.
 */
export const useAlone = (
  mount: (() => Alone) | undefined,
  content: ReactElement | null | undefined,
  last: ReactElement | null | undefined,
): void => {
  const place = useRef<Alone>(undefined)
  useBrowserLayoutEffect(() => {
    if (content && mount) {
      place.current ??= mount()
      place.current.render(content)
    } else {
      place.current?.remove(last ?? undefined)
      place.current = undefined
    }
  })
  useEffect(
    () => () => {
      place.current?.remove()
      place.current = undefined
    },
    [],
  )
}
