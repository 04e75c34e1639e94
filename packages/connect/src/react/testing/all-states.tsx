import { PROVIDER_IDS } from '@hitch/protocol'
import { expect, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import type { ConnectProps } from '../connect-props.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import { createFakeCore, type FakeCore } from './fake-core.ts'
import { connectState, NOW } from './fixtures.ts'
import { bring, FIRST, STEPS, type Step } from './walk.ts'

/** The widget with four accounts, none connected, in a box as wide as a phone and more. */
export const mountList = async (props: Partial<ConnectProps> = {}): Promise<FakeCore> => {
  const fake = createFakeCore({ connect: connectState() })
  await page.viewport(500, 800)
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

export const frame = (): HTMLElement => document.querySelector('.hitch') as HTMLElement

/** What can be seen of the widget. */
export const all = <Type extends Element = HTMLElement>(selector: string): Type[] =>
  [...frame().querySelectorAll<Type>(selector)].filter(
    (element) => element.checkVisibility() && !element.closest('.hitch-hidden'),
  )

export const said = (element: Element): string => element.textContent || element.outerHTML.slice(0, 80)

/** Troubles differ in words, and in buttons that the first of them has too. */
const SOME = STEPS.filter(({ state, name }) => state !== 'trouble' || name === 'access_denied' || name === 'internal')

/** John Deere in every state, in the list and in its panes, one after the other; what is wrong in each is gathered. */
export const throughAllStates = async (fake: FakeCore, wrongIn: () => string[]): Promise<string[]> => {
  const wrong: string[] = []
  const [johnDeere] = PROVIDER_IDS
  const take = async (step: Step): Promise<void> => {
    await bring(fake, johnDeere, step)
    // Within a frame or two: what asks more rarely makes the walk three times as long.
    await vi.waitFor(
      () => expect(frame().querySelector<HTMLElement>('.hitch-tile')?.dataset['state']).toBe(step.state),
      { interval: 5 },
    )
    await new Promise(requestAnimationFrame)
  }
  const walk = async (place: string, steps: readonly Step[]): Promise<void> => {
    for (const step of steps) {
      await take(step)
      wrong.push(...wrongIn().map((what) => `${place}, ${step.name}: ${what}`))
    }
  }
  const open = async (step: Step, button: string): Promise<void> => {
    await take(step)
    await page.getByRole('button', { name: button }).click()
    await expect.element(page.getByRole('button', { name: 'All accounts' })).toBeVisible()
  }

  await walk('list', STEPS)
  await open(FIRST, 'Connect John Deere')
  await walk('pane', SOME)
  await page.getByRole('button', { name: 'All accounts' }).click()
  const stands = STEPS.filter(({ connection, state }) => connection && state === 'connected')
  for (const step of stands) await open(step, 'John Deere, connected, details')
  await walk('details', stands)
  return wrong
}

/** Whether a press hits a button this far around its middle: left, right, up and down. */
const isHit = (button: HTMLElement, size: number): boolean => {
  button.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = button.getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  const half = size / 2 - 0.5
  const points: [number, number][] = [
    [x - half, y],
    [x + half, y],
    [x, y - half],
    [x, y + half],
  ]
  return points.every(([x, y]) => button.contains(document.elementFromPoint(x, y)))
}

/** @param size in pixels */
export const smallerThan = (size: number): string[] =>
  all('button, a')
    .filter((button) => !isHit(button, size))
    .map(said)
