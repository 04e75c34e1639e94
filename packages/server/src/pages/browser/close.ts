/** The Close button of every window: it says so where the browser does not let a page close itself. */

/** A closing window still runs for a moment. */
const CLOSING_TAKES = 400

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-do="close"]') : null
  if (button === null) return
  window.close()
  setTimeout(() => {
    const note = button.parentElement?.querySelector<HTMLElement>('[data-still-open]')
    if (note) note.hidden = false
  }, CLOSING_TAKES)
})
