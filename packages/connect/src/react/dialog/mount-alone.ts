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

/**
 * @param host Stands at the end of the page.
 * @param place Where in it the content is drawn.
 */
export const mountAlone = (host: HTMLElement = document.createElement('div'), place: Element = host): Alone => {
  document.body.append(host)
  const root = createRoot(place)
  return {
    render: (content) => root.render(content),
    remove(last) {
      setTimeout(() => {
        if (last) flushSync(() => root.render(last))
        root.unmount()
        host.remove()
      })
    },
  }
}
