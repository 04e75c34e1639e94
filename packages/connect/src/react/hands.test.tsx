import type { ProviderId } from '@hitch/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import '../styles/index.css'
import type { ConnectState } from '@hitch/protocol'
import { ConnectRoot } from './ConnectRoot.tsx'
import { createFakeCore, type FakeCore } from './testing/fake-core.ts'
import { connectionOf, connectState } from './testing/fixtures.ts'

afterEach(() => vi.restoreAllMocks())

/** Without the consent pane a tile does all by itself. */
const mount = async (state: Partial<ConnectState> = {}): Promise<FakeCore> => {
  const fake = createFakeCore({ connect: connectState(state) })
  await render(
    <>
      <input aria-label="elsewhere" />
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => false}
        consent={false}
        now={Date.now}
      />
    </>,
  )
  await expect.element(page.getByRole('heading', { level: 3, name: 'John Deere' })).toBeVisible()
  return fake
}

const button = (name: string) => page.getByRole('button', { name })
const focus = (name: string): void => (button(name).element() as HTMLElement).focus()
const attemptId = 'att_1'
const johnDeere: ProviderId = 'JohnDeere'

it('prepares on hover, focus and pointer down, and not for what cannot be connected', async () => {
  const fake = await mount({ connections: [connectionOf('CNHI')] })
  await userEvent.hover(button('Connect John Deere'))
  expect(fake.calls).toContainEqual(['prepare', 'JohnDeere'])
  focus('Connect Climate FieldView')
  expect(fake.calls).toContainEqual(['prepare', 'ClimateFieldView'])
  await userEvent.hover(button('CNH AFS Connect, connected, details'))
  expect(fake.calls).not.toContainEqual(['prepare', 'CNHI'])
})

it('prepares at once where nothing hovers', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) => ({ matches: query === '(hover: none)' }) as MediaQueryList,
  )
  const fake = await mount({ connections: [connectionOf('CNHI')] })
  await vi.waitFor(() => {
    const prepared = fake.calls.filter(([name]) => name === 'prepare').map(([, provider]) => provider)
    expect(new Set(prepared)).toEqual(new Set(['JohnDeere', 'CNHIFieldOps', 'ClimateFieldView']))
  })
})

it('moves the focus with the action in the slot, and to the heading when the slot empties', async () => {
  const fake = await mount()
  focus('Connect John Deere')
  fake.flow(johnDeere, { status: 'opening' })
  await expect.element(button('Cancel John Deere')).toHaveFocus()
  fake.flow(johnDeere, { status: 'finishing', attemptId, since: Date.now() })
  await expect.element(page.getByRole('heading', { level: 3, name: 'John Deere' })).toHaveFocus()
})

it('takes the focus from a tray to the row’s action', async () => {
  const fake = await mount({ connections: [connectionOf(johnDeere, { status: 'needs_attention' })] })
  focus('Reconnect')
  fake.flow(johnDeere, { status: 'opening' })
  await expect.element(button('Cancel John Deere')).toHaveFocus()
})

it('never takes the focus from elsewhere on the page', async () => {
  const fake = await mount()
  focus('Connect John Deere')
  const elsewhere = page.getByRole('textbox')
  await elsewhere.click()
  fake.flow(johnDeere, { status: 'opening' })
  fake.flow(johnDeere, { status: 'blocked' })
  await expect.element(button('Open John Deere')).toBeVisible()
  await expect.element(elsewhere).toHaveFocus()

  focus('Cancel John Deere')
  ;(document.activeElement as HTMLElement).blur()
  fake.flow(johnDeere, { status: 'finishing', attemptId, since: Date.now() })
  await vi.waitFor(() => expect(button('Cancel John Deere').query()).toBeNull())
  expect(document.activeElement).toBe(document.body)
})

it('presses one button with a key that is held down', async () => {
  const fake = await mount()
  focus('Connect John Deere')
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true })
  expect(button('Connect John Deere').element().dispatchEvent(held)).toBe(false)
  await userEvent.keyboard('{Enter}')
  expect(fake.calls.filter(([name]) => name === 'connect')).toEqual([['connect', 'JohnDeere']])
})

it('goes through the tiles in the order in which they stand', async () => {
  await mount({ connections: [connectionOf('CNHIFieldOps', { status: 'needs_attention' })] })
  focus('Connect John Deere')
  const passed: string[] = []
  for (let presses = 0; presses < 4; presses += 1) {
    await userEvent.keyboard('{Tab}')
    passed.push(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
  }
  expect(passed).toEqual(['Reconnect', 'Details', 'Connect CNH AFS Connect', 'Connect Climate FieldView'])
})

it('copies a reference, and says so for two seconds', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const fake = await mount()
  fake.flow(johnDeere, {
    status: 'settled',
    attemptId,
    outcome: { status: 'failed', error: { code: 'internal', retry: 'now' } },
  })
  await button('Copy').click()
  expect(write).toHaveBeenCalledExactlyOnceWith(attemptId)
  await expect.element(button('Copied')).toBeVisible()
  await expect.element(button('Copy')).toBeVisible()
})

it('selects a reference where the clipboard is closed', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  const fake = await mount()
  fake.flow(johnDeere, {
    status: 'settled',
    attemptId,
    outcome: { status: 'failed', error: { code: 'internal', retry: 'now' } },
  })
  await button('Copy').click()
  await vi.waitFor(() => expect(String(getSelection())).toBe(attemptId))
})

beforeEach(() => getSelection()?.removeAllRanges())
