import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

/** A place of its own at the end of the page. */
export interface Alone {
  render(content: ReactElement): void
  /**
   * Takes it away, as soon as React allows.
   *
   * @param last is rendered before.
   */
  remove(last?: ReactElement): void
}

export const mountAlone = (): Alone => {
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  return {
    render: (content) => root.render(content),
    remove(last) {
      setTimeout(() => {
        if (last) flushSync(() => root.render(last))
        root.unmount()
        place.remove()
      })
    },
  }
}
