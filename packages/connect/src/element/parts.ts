/** Of an element that has one of these, each part is there a second time, with its value: `tile-connected`. */
const VARIANTS = ['state', 'kind', 'tone', 'provider'] as const

const partsOf = (element: HTMLElement | SVGElement): string => {
  const names = [...element.classList].flatMap((name) => (name.startsWith('hitch-') ? name.slice('hitch-'.length) : []))
  const values = VARIANTS.flatMap((variant) => element.dataset[variant] ?? [])
  return [...names, ...names.flatMap((name) => values.map((value) => `${name}-${value}`))].join(' ')
}

const name = (element: Element): void => {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return
  const parts = partsOf(element)
  if (parts !== (element.getAttribute('part') ?? '')) element.setAttribute('part', parts)
}

/**
 * Gives each element of a shadow root its parts: by the names of `classNames`, so that a page reaches it with
 * `::part(tile)`. What a page may write after `::part()` cannot ask for attributes, hence the variants.
 *
 * It watches what is drawn, and so misses nothing that the widget comes to draw, whatever draws it: React, Preact, a part
 * loaded later. Observers are called before the browser paints: nobody sees an element without its parts.
 */
export const nameParts = (shadow: ShadowRoot): void => {
  new MutationObserver((records) => {
    for (const { target, type, addedNodes } of records) {
      if (type === 'attributes') name(target as Element)
      for (const node of addedNodes)
        if (node instanceof Element) for (const element of [node, ...node.querySelectorAll('*')]) name(element)
    }
  }).observe(shadow, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', ...VARIANTS.map((variant) => `data-${variant}`)],
  })
}
