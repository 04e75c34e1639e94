import { append } from './elements.ts'
import type { ConnectOptions, CoreEnvironment } from './types.ts'

type OpeningText = ReturnType<NonNullable<ConnectOptions['openingText']>>

/** A window that still shows nothing else then says what to do. Milliseconds. */
const FALLBACK_AFTER = 8000

/**
 * Opens the blank window; the one place that does. Call it inside the click, before any await: browsers allow it only there.
 * Its name is random, so that it is no window of another flow, nor one that somebody else can name.
 *
 * @returns null when the browser stopped it.
 */
export const openWindow = ({ window: view, random }: CoreEnvironment): Window | null => {
  // On the page's own screen.
  const left = view.screenX + 260
  const popup = view.open('about:blank', `hitch${random()}`, `width=520,height=720,left=${left}`)
  // Some blockers hand out a window that is closed already.
  return popup?.closed ? null : popup
}

/** What the window says until the provider's page comes. */
export const fillWindow = (
  { window: view }: CoreEnvironment,
  { document }: Window,
  { title, text, fallback }: OpeningText,
): void => {
  const { head, body } = document
  document.title = title
  append(head, 'meta', { name: 'viewport', content: 'width=device-width' })
  append(head, 'meta', { name: 'color-scheme', content: 'light dark' })
  Object.assign(body.style, { font: '1rem/1.5 system-ui', margin: '20vh 10%' })
  append(body, 'b', { textContent: title })
  const said = append(body, 'p', { textContent: text })
  view.setTimeout(() => {
    said.textContent = fallback
  }, FALLBACK_AFTER)
}

/**
 * Tells once that the window has seemed closed for about 1.5 s. Only a hint: where a page of the flow cuts the opener off
 * (Cross-Origin-Opener-Policy), `closed` reads true while the window is open.
 *
 * @param over The window is of no more interest.
 */
export const onWindowGone = (
  { window: view }: CoreEnvironment,
  popup: Window,
  over: () => boolean,
  gone: () => void,
): void => {
  let looks = 0
  const timer = view.setInterval(() => {
    if (over()) view.clearInterval(timer)
    else if (popup.closed && ++looks === 4) gone()
  }, 500)
}
