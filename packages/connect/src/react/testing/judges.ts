import { onTestFinished } from 'vitest'
import { contrast, createPainter } from '../../styles/testing/contrast.ts'
import { all, frame, said } from './all-states.tsx'

export const paint = createPainter()

/** The colours under an element, from the page up to its own. */
const groundOf = (element: Element): string[] => {
  const own = getComputedStyle(element).backgroundColor
  return [...(element.parentElement ? groundOf(element.parentElement) : ['Canvas']), own]
}
const seenOn = (colour: string, ground: string[]): number => contrast(paint(...ground, colour), paint(...ground))

/** Elements that hold words of their own. */
const words = (): HTMLElement[] =>
  all('*').filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  )

/** What cannot be told from its ground once the system has taken all colours. */
export const unseenInForcedColours = (): string[] => {
  const surface = paint(...groundOf(frame()))
  return [
    ...words().filter((one) => seenOn(getComputedStyle(one).color, groundOf(one)) < 4.5),
    // An arrow is a shape of its own.
    ...all('button:not(.hitch-chevron, .hitch-back), .hitch-tag').filter((one) => {
      const { borderTopStyle, borderTopColor } = getComputedStyle(one)
      return borderTopStyle === 'none' || contrast(paint(borderTopColor), surface) < 3
    }),
    ...all('input').filter((one) => seenOn(getComputedStyle(one).borderTopColor, groundOf(frame())) < 3),
    ...all('.hitch-tile, .hitch-footer').filter(
      (one) => contrast(paint(getComputedStyle(one).borderTopColor), surface) < 3,
    ),
    ...all('.hitch-mark').filter((one) => getComputedStyle(one).borderTopStyle === 'none'),
    ...all<SVGPathElement>('.hitch-icon path').filter((one) => {
      const { stroke } = getComputedStyle(one)
      const shape = one.previousElementSibling
      const ground = shape?.hasAttribute('data-filled')
        ? [getComputedStyle(shape).fill]
        : groundOf(one.parentElement as Element)
      return seenOn(stroke, ground) < 3
    }),
  ].map(said)
}

/** What moves, or would. */
export const moving = (): string[] =>
  frame()
    .getAnimations({ subtree: true })
    .filter(({ effect }) => effect?.getComputedTiming().activeDuration !== 0)
    .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80) ?? '')

/** Words that reach out of the frame, or out of the box that they stand in. */
export const cut = (): string[] => {
  const { left, right } = frame().getBoundingClientRect()
  return words()
    .filter((one) => {
      const its = one.getBoundingClientRect()
      return its.left < left || its.right > right || one.scrollWidth > Math.ceil(its.width)
    })
    .map(said)
}

/** WCAG 2.2, 1.4.12. */
const TEXT_SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`

/** Until the test ends. */
export const widenText = (): void => {
  const style = document.createElement('style')
  style.textContent = TEXT_SPACING
  document.head.append(style)
  onTestFinished(() => style.remove())
}
