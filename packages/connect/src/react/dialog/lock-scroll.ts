/**
 * Keeps the page behind from scrolling, and its content from moving where a scrollbar goes. The page's own styles stay
 * untouched, and each dialog has a sheet of its own, so that any of several may close first.
 *
 * A constructed style sheet needs no permission of a Content-Security-Policy. Where there are none the page scrolls.
 *
 * @returns undoes it.
 */
export const lockScroll = (document: Document): (() => void) => {
  const { documentElement: root, defaultView: view } = document
  if (!view || !document.adoptedStyleSheets) return () => {}
  // The body's overflow counts for the page only while the root has none, and the root's would then make the body scroll.
  const place = view.getComputedStyle(root).overflowY === 'visible' ? 'body' : 'html'
  const gutter = view.innerWidth > root.clientWidth ? 'html{scrollbar-gutter:stable!important}' : ''
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(`${place}{overflow:hidden!important}${gutter}`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}
