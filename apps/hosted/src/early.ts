/**
 * Loaded before everything else: keeps the grower's press on a tile that the server has drawn, until the page can do what
 * the press asks for. On a slow network that may be seconds later.
 */
document.addEventListener('click', ({ target }) => {
  if (target instanceof Element) document.documentElement.dataset['pressed'] = target.closest('button')?.ariaLabel ?? ''
})
