import { afterEach, expect, it, onTestFinished } from 'vitest'
import { cleanup } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { contrast } from '../../styles/testing/contrast.ts'
import '../../styles/index.css'
import { all, frame, smallerThan } from '../testing/all-states.tsx'
import { throughDialogAndSearch } from '../testing/dialog-and-search.tsx'
import { cut, moving, paint, unseenInForcedColours, widenText } from '../testing/judges.ts'
import { preferring } from '../testing/modes.ts'

afterEach(async () => {
  await preferring()
  await cleanup()
})

it('can be seen in forced colours, and moves nothing where the host wants no motion', async () => {
  await preferring({ 'forced-colors': 'active' })
  const unseen = (): string[] => [
    ...unseenInForcedColours(),
    // Its shadow is gone.
    ...(contrast(paint('Canvas', getComputedStyle(frame()).borderTopColor), paint('Canvas')) < 3 ? ['the edge'] : []),
    ...moving(),
  ]
  expect(await throughDialogAndSearch(unseen, { appearance: { variables: { motion: '0' } } })).toEqual([])
})

/** Out of the window, or behind what no scrolling brings into it. */
const outside = (): string[] => {
  const { left, top, right, bottom } = frame().getBoundingClientRect()
  const fits = left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
  return [
    ...(fits ? [] : ['out of the window']),
    ...(frame().scrollWidth > frame().clientWidth ? ['scrolls sideways'] : []),
  ]
}

/** Whether the close button can be pressed with the dialog read to its end. A question has none. */
const hidesClose = (): string[] => {
  const [close] = all('.hitch-close').filter((one) => one.checkVisibility())
  if (!close) return []
  frame().scrollTop = frame().scrollHeight
  const { left, top, width, height } = close.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  frame().scrollTop = 0
  return close.contains(hit) ? [] : ['the close button is out of sight at the end']
}

it('can be closed from its end, on a short phone too', async () => {
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  await page.viewport(320, 480)
  expect(await throughDialogAndSearch(hidesClose)).toEqual([])
})

it.each([320, 280, 1280])('fits a window of %i px, with text as it is, widened and twice as large', async (width) => {
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  await page.viewport(width, 560)
  onTestFinished(() => void document.documentElement.style.removeProperty('font-size'))
  const wrong = (): string[] =>
    ['', '200%'].flatMap((size) => {
      document.documentElement.style.fontSize = size
      return [...cut(), ...outside(), ...moving()].map((what) => `${size} ${what}`)
    })
  expect(await throughDialogAndSearch(wrong)).toEqual([])
  await cleanup()
  widenText()
  expect(await throughDialogAndSearch(() => [...cut(), ...outside()])).toEqual([])
})

it('has targets of 24 px and more for a mouse', async () => {
  await page.viewport(500, 800)
  expect(await throughDialogAndSearch(() => smallerThan(24))).toEqual([])
})

it('is mirrored where the page goes from right to left', async () => {
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  await page.viewport(320, 560)
  document.documentElement.dir = 'rtl'
  onTestFinished(() => document.documentElement.removeAttribute('dir'))
  const wrong = (): string[] => {
    const [close] = all('.hitch-close')
    const { left, right } = frame().getBoundingClientRect()
    const its = close?.getBoundingClientRect()
    return [
      ...cut(),
      ...outside(),
      ...(its && its.left - left > right - its.right ? ['the close button stands at the start'] : []),
    ]
  }
  // Words of the host's own go in the direction of its page.
  expect(await throughDialogAndSearch(wrong, { messages: {} })).toEqual([])
})
