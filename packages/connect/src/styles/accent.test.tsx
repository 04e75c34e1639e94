import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { ConnectRoot } from '../react/ConnectRoot.tsx'
import { createFakeCore } from '../react/testing/fake-core.ts'
import { connectionOf, connectState } from '../react/testing/fixtures.ts'
import './index.css'
import sheet from './index.css?inline'
import { contrast, createPainter, type Shade } from './testing/contrast.ts'

/** Accents that fool simpler rules: between white and black text, nearly the surface, or out of sRGB. */
const AWKWARD = `
  #000 #fff #777 #767676 #757575 #808080 #fefefe #111
  #00ff00 #0f0f00 #7fff00 #adff2f #9acd32 #6b8e23 #3a9d23 #2e8b57 #00a651 #4caf50
  #ffff00 #f5b400 #ffd400 #ffe45c #e6c200 #b8860b #8a7500 #c9b037 #fff3b0
  #ff0000 #ff5a1f #c2410c #ff00ff #00ffff #0b57d0 #0000ff #1d6f42 #6750a4 rebeccapurple
  color(display-p3_0_1_0) oklch(0.7_0.4_140) hsl(60_100%_27%)`
  .trim()
  .split(/\s+/)
  .map((colour) => colour.replaceAll('_', ' '))

/** Evenly spread over all colours, and the same ones each time. */
const SAMPLED = Array.from({ length: 200 }, (_, index) => {
  const part = (step: number): number => Math.floor((((index + 0.5) * step) % 1) * 256)
  return `rgb(${part(0.8191725134)} ${part(0.6710436067)} ${part(0.5497004779)})`
})

const ACCENTS = [...AWKWARD, ...SAMPLED]

interface Seen {
  accent: string
  /** Words on the filled button. */
  text: number
  /** The filled button's edge, against what it stands on. */
  edge: number
  /** The accent as a line or word on the widget's ground: the focus ring. */
  ink: number
}

const paint = createPainter()

const mount = async (theme: 'light' | 'dark'): Promise<void> => {
  const connections = [connectionOf('JohnDeere', { status: 'needs_attention' })]
  const fake = createFakeCore({ connect: connectState({ connections }) })
  await render(
    <ConnectRoot
      baseUrl="https://connect.example"
      fetchSession={() => Promise.resolve('token')}
      createCore={fake.create}
      isFramed={() => false}
      now={Date.now}
      theme={theme}
      appearance={{ variables: { motion: '0' } }}
    />,
  )
  await expect.element(page.getByRole('button', { name: 'Reconnect' })).toBeVisible()
  // A ring shows for those who came by keyboard.
  await userEvent.keyboard('{Tab}')
}

const frame = (): HTMLElement => document.querySelector('.hitch') as HTMLElement

/** What stands in the computed styles for each accent. */
const look = (): Seen[] => {
  const button = page.getByRole('button', { name: 'Reconnect' }).element() as HTMLElement
  const tile = button.closest('.hitch-tile') as HTMLElement
  button.focus()
  return ACCENTS.map((accent) => {
    frame().style.setProperty('--hitch-accent', accent)
    const surface = getComputedStyle(frame()).backgroundColor
    const ground = getComputedStyle(tile).backgroundColor
    const { backgroundColor, color, borderTopColor, outlineColor, outlineStyle } = getComputedStyle(button)
    if (outlineStyle === 'none') throw new Error('the focus cannot be seen')
    const against = (shade: Shade): number =>
      Math.min(contrast(shade, paint(surface)), contrast(shade, paint(surface, ground)))
    return {
      accent,
      text: contrast(paint(backgroundColor, color), paint(backgroundColor)),
      edge: against(paint(borderTopColor)),
      ink: against(paint(outlineColor)),
    }
  })
}

const tooFaint = (seen: Seen[]): Seen[] => seen.filter(({ text, edge, ink }) => text < 4.5 || edge < 3 || ink < 4.5)

/** What browsers get that cannot derive colours, in this one that can. */
const asInAnOlderBrowser = (): (() => void) => {
  const [condition = ''] = sheet.match(/@supports not[^{]+/) ?? []
  const block = sheet.slice(sheet.indexOf(condition))
  const style = document.createElement('style')
  style.textContent = block.replace(condition, '@media all')
  document.head.append(style)
  return () => style.remove()
}

beforeEach(() => userEvent.unhover(document.body))

describe.each(['light', 'dark'] as const)('any accent in the %s theme', (theme) => {
  it('can be read, and its edge be seen, at rest', async () => {
    await mount(theme)
    expect(tooFaint(look())).toEqual([])
  })

  it('can be read under the pointer, which changes the button visibly', async () => {
    await mount(theme)
    const atRest = look().map(({ text }) => text)
    await userEvent.hover(page.getByRole('button', { name: 'Reconnect' }))
    const hovered = look()
    expect(tooFaint(hovered)).toEqual([])
    expect(hovered.filter(({ text }, index) => Math.abs(text - (atRest[index] ?? text)) < 0.2)).toEqual([])
  })

  it('can be read in browsers that cannot derive colours', async () => {
    const end = asInAnOlderBrowser()
    await mount(theme)
    expect(tooFaint(look())).toEqual([])
    await userEvent.hover(page.getByRole('button', { name: 'Reconnect' }))
    expect(tooFaint(look())).toEqual([])
    end()
  })
})
