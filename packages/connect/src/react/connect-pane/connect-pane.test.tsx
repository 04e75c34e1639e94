import type { ConnectState } from '@hitch/protocol'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import '../../styles/index.css'
import type { ConnectProps } from '../connect-props.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import { createFakeCore, type FakeCore } from '../testing/fake-core.ts'
import { connectionOf, connectState } from '../testing/fixtures.ts'

const id = 'JohnDeere'
const attemptId = 'att_1'
const button = (name: string) => page.getByRole('button', { name })
const title = (name: string) => page.getByRole('heading', { level: 2, name })
const calls = ({ calls }: FakeCore, name: string): unknown[][] => calls.filter(([called]) => called === name)

const mount = async (state: Partial<ConnectState> = {}, props: Partial<ConnectProps> = {}): Promise<FakeCore> => {
  // As the real core does: the attempt stands before the press is over.
  const fake = createFakeCore({ connect: connectState(state) }, {}, (name) => {
    if (name === 'connect') fake.flow(id, { status: 'opening' })
  })
  await render(
    <>
      <input aria-label="elsewhere" />
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => false}
        now={Date.now}
        {...props}
      />
    </>,
  )
  return fake
}

/** From the list to the consent pane. */
const open = async (): Promise<void> => {
  await button('Connect John Deere').click()
  await expect.element(title('Connect John Deere')).toHaveFocus()
}

it('keeps the coupling and the heading, the very same elements, from consent to the outcome', async () => {
  const fake = await mount()
  await open()
  const coupling = document.querySelector('.hitch-coupling')
  const heading = document.querySelector('.hitch-pane h2')
  const top = coupling?.getBoundingClientRect().top
  const passed: (string | null | undefined)[] = []
  const look = (): void => {
    expect(document.querySelector('.hitch-coupling')).toBe(coupling)
    expect(document.querySelector('.hitch-pane h2')).toBe(heading)
    expect(coupling?.getBoundingClientRect().top).toBe(top)
    passed.push(coupling?.getAttribute('data-state'))
  }
  await vi.waitFor(() => expect(coupling?.getAnimations({ subtree: true })).toEqual([]))
  look()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await expect.element(title('Finish at John Deere')).toBeVisible()
  look()
  fake.flow(id, { status: 'finishing', attemptId, since: Date.now() })
  await expect.element(title('Almost done…')).toBeVisible()
  look()
  const connection = connectionOf(id)
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await expect.element(title('John Deere is connected')).toBeVisible()
  look()
  expect(passed).toEqual(['apart', 'near', 'in', 'joined'])
})

it('moves the focus with the button that had it, and to the heading when none is left', async () => {
  const fake = await mount()
  await open()
  ;(button('Continue to John Deere').element() as HTMLElement).focus()
  fake.flow(id, { status: 'opening' })
  await expect.element(button('Cancel')).toHaveFocus()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await expect.element(button('Reopen window')).toBeVisible()
  await expect.element(button('Cancel')).toHaveFocus()
  fake.flow(id, { status: 'finishing', attemptId, since: Date.now() })
  await expect.element(title('Almost done…')).toHaveFocus()
  fake.flow(id, { status: 'choosing_organizations', attemptId })
  await expect.element(title('Choose what to share')).toHaveFocus()
})

it('never takes the focus from elsewhere on the page', async () => {
  const fake = await mount()
  await open()
  const elsewhere = page.getByRole('textbox')
  await elsewhere.click()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await expect.element(title('Finish at John Deere')).toBeVisible()
  const connection = connectionOf(id)
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await expect.element(title('John Deere is connected')).toBeVisible()
  await expect.element(elsewhere).toHaveFocus()
})

it('presses one button with a key that is held down', async () => {
  const fake = await mount()
  await open()
  ;(button('Continue to John Deere').element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Cancel')).toHaveFocus()
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true })
  expect(button('Cancel').element().dispatchEvent(held)).toBe(false)
  expect(calls(fake, 'connect')).toHaveLength(1)
})

it('does not continue by the second half of a double click on the tile', async () => {
  const fake = await mount()
  await button('Connect John Deere').click()
  await expect.element(button('Continue to John Deere')).toBeVisible()
  const second = new PointerEvent('click', { bubbles: true, detail: 2 })
  button('Continue to John Deere').element().dispatchEvent(second)
  expect(calls(fake, 'connect')).toEqual([])
})

it('goes back by Escape while the attempt goes on, to the tile that tells of it', async () => {
  const fake = await mount()
  await open()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await expect.element(title('Finish at John Deere')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Cancel John Deere')).toHaveFocus()
  await expect.element(button('Reopen window')).toBeVisible()
  expect(calls(fake, 'cancel')).toEqual([])
})

it('leaves a dialog around it open when Escape leads back', async () => {
  const fake = await mount()
  await open()
  const heard = vi.fn<(event: Event) => void>()
  document.addEventListener('keydown', heard)
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Connect John Deere')).toHaveFocus()
  expect(heard).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  expect(heard).toHaveBeenCalledOnce()
  document.removeEventListener('keydown', heard)
  expect(calls(fake, 'cancel')).toEqual([])
})

it('has every change read out once, though the tile is hidden', async () => {
  const heard: string[] = []
  const watcher = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if ((target as Element).matches('output, [role="alert"]')) {
        heard.push(...[...addedNodes].map((node) => node.textContent ?? ''))
      }
    }
  })
  const fake = await mount()
  await open()
  await vi.waitFor(() => expect(document.querySelector('output')?.textContent).toContain('4 accounts.'))
  watcher.observe(document.body, { childList: true, subtree: true })
  const says = (...texts: string[]) => vi.waitFor(() => expect(heard).toEqual(texts), { timeout: 3000 })

  fake.flow(id, { status: 'opening' })
  await says('Opening John Deere in a new window.')
  fake.flow(id, { status: 'blocked' })
  await says('Opening John Deere in a new window.', 'Your browser stopped the window. Press Open John Deere.')
  heard.length = 0
  const connection = connectionOf(id)
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await says('John Deere is connected.')
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(heard).toHaveLength(1)
  watcher.disconnect()
})

it('tells of no success that was none: a reconnect given up leads to the details', async () => {
  const fake = await mount({ connections: [connectionOf(id)] })
  await button('John Deere, connected, details').click()
  await button('Reconnect').click()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await expect.element(title('Finish at John Deere')).toBeVisible()
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'cancelled' } })
  await expect.element(page.getByText('Connected since')).toBeVisible()
  expect(title('John Deere is connected').query()).toBeNull()
})

it('brings the consent back when the grower cancels, and a ticket with it', async () => {
  const fake = await mount()
  await open()
  fake.flow(id, { status: 'waiting', attemptId, windowGone: false })
  await button('Cancel').click()
  const prepared = calls(fake, 'prepare').length
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'cancelled' } })
  await expect.element(button('Continue to John Deere')).toHaveFocus()
  await vi.waitFor(() => expect(calls(fake, 'prepare').length).toBeGreaterThan(prepared))
})

it('leads to the list for another account', async () => {
  const fake = await mount()
  await open()
  fake.flow(id, { status: 'opening' })
  const connection = connectionOf(id)
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await button('Connect another account').click()
  await expect.element(button('John Deere, connected, details')).toHaveFocus()
})

it('has nothing to go back to where one provider stands alone, until it is done', async () => {
  const exits = vi.fn<NonNullable<ConnectProps['onExit']>>()
  const fake = await mount({}, { providers: [id], onExit: exits })
  await expect.element(title('Connect John Deere')).toBeVisible()
  expect(button('All accounts').query()).toBeNull()
  fake.flow(id, { status: 'opening' })
  const connection = connectionOf(id)
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow(id, { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await expect.element(title('John Deere is connected')).toBeVisible()
  expect(button('Connect another account').query()).toBeNull()
  await button('Done').click()
  expect(exits).toHaveBeenCalledExactlyOnceWith(null, { reason: 'done', sessionId: 'ses_7Qm2', provider: id })
  await button('John Deere, connected, details').click()
  await button('All accounts').click()
  await expect.element(button('John Deere, connected, details')).toHaveFocus()
})

it('goes straight to no pane where the session may not connect', async () => {
  const { session } = connectState()
  await mount({ session: { ...session, can: ['details'] } }, { providers: [id] })
  await expect.element(page.getByRole('heading', { level: 3, name: 'John Deere' })).toBeVisible()
})

it('asks later: the tile keeps the step, and the list stands', async () => {
  const fake = await mount()
  await open()
  fake.flow(id, { status: 'choosing_organizations', attemptId })
  await button('Later').click()
  expect(calls(fake, 'cancel')).toEqual([['cancel', id]])
  await expect.element(button('John Deere, one step left, details')).toHaveFocus()
})
