import { PROVIDER_IDS } from '@hitch/protocol'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { cleanup, render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { contrast, createPainter } from '../styles/testing/contrast.ts'
import '../styles/index.css'
import type { ConnectProps } from './connect-props.ts'
import { ConnectRoot } from './ConnectRoot.tsx'
import { createFakeCore, type FakeCore } from './testing/fake-core.ts'
import { connectState, NOW } from './testing/fixtures.ts'
import { preferring, touching } from './testing/modes.ts'
import { bring, STEPS, type Step } from './testing/walk.ts'

beforeEach(() => page.viewport(500, 800))

afterEach(async () => {
  await preferring()
  await cleanup()
})

/** What turns from one colour into another would be judged half turned. */
const STILL: Partial<ConnectProps> = { appearance: { variables: { motion: '0' } } }

const mount = async (props: Partial<ConnectProps> = {}): Promise<FakeCore> => {
  const fake = createFakeCore({ connect: connectState() })
  await render(
    <div ref={(box) => box?.style.setProperty('inline-size', '440px')}>
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => false}
        now={() => NOW}
        {...props}
      />
    </div>,
  )
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  return fake
}

const frame = (): HTMLElement => document.querySelector('.hitch') as HTMLElement
const all = <Type extends Element = HTMLElement>(selector: string): Type[] => [
  ...frame().querySelectorAll<Type>(selector),
]

/** John Deere's tile in every state, one after the other; what is wrong in each is gathered. */
const throughAllStates = async (fake: FakeCore, wrongIn: () => string[]): Promise<string[]> => {
  const wrong: string[] = []
  const walk = async (step: Step): Promise<void> => {
    await bring(fake, PROVIDER_IDS[0], step)
    await vi.waitFor(() => expect(all('.hitch-tile')[0]?.dataset['state']).toBe(step.state))
    await new Promise(requestAnimationFrame)
    wrong.push(...wrongIn().map((what) => `${step.name}: ${what}`))
  }
  for (const step of STEPS) await walk(step)
  return wrong
}

const paint = createPainter()

/** The colours under an element, from the page up to its own. */
const groundOf = (element: Element): string[] => {
  const own = getComputedStyle(element).backgroundColor
  return [...(element.parentElement ? groundOf(element.parentElement) : ['Canvas']), own]
}
const seenOn = (colour: string, ground: string[]): number => contrast(paint(...ground, colour), paint(...ground))
const said = (element: Element): string => element.textContent || element.outerHTML.slice(0, 80)

/** Elements that hold words of their own, and can be seen. */
const words = (): HTMLElement[] =>
  all('*').filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
      !element.closest('.hitch-hidden') &&
      element.checkVisibility(),
  )

const unseenInForcedColours = (): string[] => {
  const surface = paint(...groundOf(frame()))
  return [
    ...words().filter((one) => seenOn(getComputedStyle(one).color, groundOf(one)) < 4.5),
    ...all('button:not(.hitch-chevron), .hitch-tag').filter((one) => {
      const { borderTopStyle, borderTopColor } = getComputedStyle(one)
      return borderTopStyle === 'none' || contrast(paint(borderTopColor), surface) < 3
    }),
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

const moving = (): string[] =>
  frame()
    .getAnimations({ subtree: true })
    .filter(({ effect }) => effect?.getComputedTiming().activeDuration !== 0)
    .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80) ?? '')

it('shows every state in forced colours, and moves nothing where the host wants no motion', async () => {
  await preferring({ 'forced-colors': 'active' })
  const fake = await mount(STILL)
  expect(await throughAllStates(fake, () => [...unseenInForcedColours(), ...moving()])).toEqual([])
})

it('shows in forced colours what is under the pointer, and what has the focus', async () => {
  await preferring({ 'forced-colors': 'active' })
  const fake = await mount({ appearance: { variables: { motion: '0', accent: '#f5b400' } } })
  const step = STEPS.find(({ state }) => state === 'needs_attention') as Step
  await bring(fake, PROVIDER_IDS[0], step)
  const button = page.getByRole('button', { name: 'Reconnect' })
  await userEvent.unhover(button)
  await userEvent.hover(button)
  await vi.waitFor(() => expect(button.element().matches(':hover')).toBe(true))
  expect(matchMedia('(hover: hover)').matches).toBe(true)
  expect(unseenInForcedColours()).toEqual([])
  const unfocused = all('button').filter((one) => {
    one.focus()
    const after = getComputedStyle(one, '::after')
    const { outlineStyle, outlineColor } = after.content === 'none' ? getComputedStyle(one) : after
    return outlineStyle !== 'solid' || contrast(paint(outlineColor), paint('Canvas')) < 3
  })
  expect(unfocused.map(said)).toEqual([])
})

it('moves nothing for those who asked for less motion', async () => {
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  const fake = await mount()
  expect(await throughAllStates(fake, moving)).toEqual([])
})

it('breathes in the skeleton, and not where less motion is asked for', async () => {
  const loading = createFakeCore({ connect: 'never' })
  const widget = (
    <ConnectRoot
      baseUrl="https://connect.example"
      fetchSession={() => Promise.resolve('token')}
      createCore={loading.create}
      isFramed={() => false}
      now={() => NOW}
    />
  )
  await render(widget)
  expect(moving()).not.toEqual([])
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  expect(moving()).toEqual([])
})

/** How far around its middle a press hits a button: left, right, up, down. Pixels. */
const reach = (button: HTMLElement, to: number): boolean => {
  button.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = button.getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  const half = to / 2 - 0.5
  return [
    [x - half, y],
    [x + half, y],
    [x, y - half],
    [x, y + half],
  ].every(([x = 0, y = 0]) => button.contains(document.elementFromPoint(x, y)))
}
const smallerThan = (size: number) => (): string[] =>
  all('button')
    .filter((button) => button.checkVisibility() && !reach(button, size))
    .map(said)

it('has targets of 44 px for a finger, at any width', async () => {
  await touching(true)
  onTestFinished(() => touching(false))
  const fake = await mount()
  const box = frame().parentElement as HTMLElement
  const tooSmall = (): string[] =>
    [440, 320, 280].flatMap((width) => {
      box.style.inlineSize = `${width}px`
      return smallerThan(44)().map((what) => `at ${width} px: ${what}`)
    })
  expect(await throughAllStates(fake, tooSmall)).toEqual([])
})

it('has targets of 24 px and more for a mouse, and moves', async () => {
  const fake = await mount()
  let moved = 0
  const tooSmall = (): string[] => {
    moved += moving().length
    return smallerThan(24)()
  }
  expect(await throughAllStates(fake, tooSmall)).toEqual([])
  // Else the tests about less motion would prove nothing.
  expect(moved).toBeGreaterThan(10)
})
