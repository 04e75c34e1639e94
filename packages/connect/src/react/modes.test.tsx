import { PROVIDER_IDS } from '@hitch/protocol'
import { afterEach, expect, it, vi } from 'vitest'
import { cleanup, render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { contrast } from '../styles/testing/contrast.ts'
import '../styles/index.css'
import type { ConnectProps } from './connect-props.ts'
import { ConnectRoot } from './ConnectRoot.tsx'
import { all, frame, mountList, said, smallerThan, throughAllStates } from './testing/all-states.tsx'
import { createFakeCore } from './testing/fake-core.ts'
import { NOW } from './testing/fixtures.ts'
import { cut, moving, paint, unseenInForcedColours, widenText } from './testing/judges.ts'
import { preferring } from './testing/modes.ts'
import { bring, STEPS, type Step } from './testing/walk.ts'

// A walk through all states takes seconds, and on a busy machine many.
vi.setConfig({ testTimeout: 60_000 })

afterEach(async () => {
  await preferring()
  await cleanup()
})

/** What turns from one colour into another would be judged half turned. */
const STILL: Partial<ConnectProps> = { appearance: { variables: { motion: '0' } } }

it('shows every state in forced colours, and moves nothing where the host wants no motion', async () => {
  await preferring({ 'forced-colors': 'active' })
  const fake = await mountList(STILL)
  expect(await throughAllStates(fake, () => [...unseenInForcedColours(), ...moving()])).toEqual([])
})

it('shows in forced colours what is under the pointer, and what has the focus', async () => {
  await preferring({ 'forced-colors': 'active' })
  const fake = await mountList({ appearance: { variables: { motion: '0', accent: '#f5b400' } } })
  const step = STEPS.find(({ state }) => state === 'needs_attention') as Step
  await bring(fake, PROVIDER_IDS[0], step)
  const button = page.getByRole('button', { name: 'Reconnect' })
  await userEvent.unhover(button)
  await userEvent.hover(button)
  await vi.waitFor(() => expect(button.element().matches(':hover')).toBe(true))
  expect(matchMedia('(hover: hover)').matches).toBe(true)
  expect(unseenInForcedColours()).toEqual([])
  await userEvent.keyboard('{Tab}')
  const unfocused = all('button').filter((one) => {
    one.focus()
    const after = getComputedStyle(one, '::after')
    const { outlineStyle, outlineColor } = after.content === 'none' ? getComputedStyle(one) : after
    return outlineStyle !== 'solid' || contrast(paint(outlineColor), paint('Canvas')) < 3
  })
  expect(unfocused.map(said)).toEqual([])
})

it('moves nothing for those who asked for less motion, and cuts no words whose spacing is widened, on a phone', async () => {
  await preferring({ 'prefers-reduced-motion': 'reduce' })
  widenText()
  const fake = await mountList()
  frame().parentElement?.style.setProperty('inline-size', '320px')
  expect(await throughAllStates(fake, () => [...moving(), ...cut()])).toEqual([])
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

it('has targets of 24 px and more for a mouse, and moves', async () => {
  const fake = await mountList()
  let moved = 0
  const tooSmall = (): string[] => {
    moved += moving().length
    return smallerThan(24)
  }
  expect(await throughAllStates(fake, tooSmall)).toEqual([])
  // Else the tests about less motion would prove nothing.
  expect(moved).toBeGreaterThan(10)
})
