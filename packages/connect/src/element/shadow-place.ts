import styles from '../styles/index.css?inline'
import { nameParts } from './parts.ts'

/**
 * A fresh place in the shadow of an element, with the widget's styles. The page's do not reach in,
 * but for custom properties, `color-scheme`, font size and direction.
 *
 * @param around Tells the direction: an element that does not stand on the page yet has none.
 */
export const shadowPlace = (host: HTMLElement, around: Element = host): HTMLElement => {
  const shadow = host.shadowRoot ?? openShadow(host)
  const place = host.ownerDocument.createElement('div')
  // Selectors of the style sheet see only what stands inside the shadow.
  place.dir = getComputedStyle(around).direction
  shadow.replaceChildren(place)
  return place
}

const openShadow = (host: HTMLElement): ShadowRoot => {
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]
  nameParts(shadow)
  return shadow
}
