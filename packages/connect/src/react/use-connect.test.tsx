import { StrictMode, useState, type ReactElement } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import '../styles/index.css'
import type { ConnectEvent } from '../core/types.ts'
import { connectionOf, PROVIDERS } from './testing/fixtures.ts'
import { openHostPage, type HostPage } from './testing/host-page.tsx'
import type { UseConnect, UseConnectOptions } from './use-connect.ts'

afterEach(() => vi.restoreAllMocks())
beforeEach(() => sessionStorage.clear())

const button = (name: string) => page.getByRole('button', { name, exact: true })
const status = page.getByTestId('status')
const dialog = (): HTMLDialogElement | null => document.querySelector('dialog')
const places = (): number => document.body.childElementCount

/** A host's own two buttons. `hook` is what the hook gave last. */
interface Given {
  hook?: UseConnect
}
const Host = ({ host, given = {}, ...options }: { host: HostPage; given?: Given } & Partial<UseConnectOptions>) => (
  <host.Launcher {...options}>
    {(hook) => {
      given.hook = hook
      return (
        <>
          <button type="button" onClick={() => hook.open('JohnDeere')}>
            Connect my Deere
          </button>
          <button type="button" onClick={() => hook.open()}>
            Connect accounts
          </button>
          <output data-testid="status">{hook.error ? hook.error.code : hook.ready ? 'ready' : 'not yet'}</output>
        </>
      )
    }}
  </host.Launcher>
)

const started = (bff: HostPage['bff']): string | undefined =>
  [...bff.attempts.values()].find(({ provider }) => provider === 'JohnDeere')?.attemptId

const mount = async (options: Partial<UseConnectOptions> = {}, host = openHostPage(), given: Given = {}) => {
  await render(<Host host={host} given={given} {...options} />)
  await expect.element(status).toHaveTextContent('ready')
  return host
}

it('asks once for the session and how things stand, and adds nothing to the page before it opens', async () => {
  const before = places()
  const host = openHostPage()
  await render(
    <StrictMode>
      <Host host={host} />
    </StrictMode>,
  )
  await expect.element(status).toHaveTextContent('ready')
  expect(host.sessions).toBe(1)
  expect(host.bff.seen.map(({ path }) => path)).toEqual(['/v1/connect'])
  expect(places()).toBe(before + 1)
})

it('opens the list at once, and leaves nothing behind', async () => {
  const events: ConnectEvent[] = []
  await mount({ onEvent: (event) => events.push(event) })
  const before = places()
  await button('Connect accounts').click()
  expect(dialog()?.querySelector('[data-state="skeleton"]')).toBeNull()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect your farm data' })).toHaveFocus()
  expect(places()).toBe(before + 1)
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(places()).toBe(before))
  await expect.element(button('Connect accounts')).toHaveFocus()
  expect(events.map(({ name }) => name)).toEqual(['open', 'ready', 'exit'])
  expect(events.at(-1)).toMatchObject({ reason: 'escape' })
})

it('goes straight to the consent of the named provider, and opens no window yet', async () => {
  const host = await mount()
  await button('Connect my Deere').click()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect John Deere' })).toHaveFocus()
  expect(host.window.opened).toEqual([])
  await button('Continue to John Deere').click()
  expect(host.window.opened).toHaveLength(1)
})

it('looks as any dialog, and scrolls where the window is too low for it', async () => {
  await page.viewport(500, 400)
  await mount()
  await button('Connect my Deere').click()
  const go = button('Continue to John Deere')
  await expect.element(go).toBeVisible()
  expect(dialog()?.dataset['display']).toBe('dialog')
  const { padding, overflowY } = getComputedStyle(dialog() as HTMLDialogElement)
  expect({ padding, overflowY }).toEqual({ padding: '0px', overflowY: 'auto' })
  go.element().scrollIntoView({ block: 'end' })
  expect(go.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(400)
})

it('without consent opens the window in the click itself', async () => {
  const given: Given = {}
  const host = await mount({ consent: false }, openHostPage(), given)
  given.hook?.open('JohnDeere')
  expect(host.window.opened).toHaveLength(1)
  await expect.element(page.getByText('Finish at', { exact: false }).first()).not.toBeInTheDocument()
  await expect.element(button('Cancel John Deere')).toBeVisible()
  given.hook?.open('JohnDeere')
  expect(host.window.opened).toHaveLength(1)
})

it('opens a window even before it is ready, and the dialog when it can', async () => {
  const given: Given = {}
  const host = openHostPage()
  host.bff.holding = /connect$/
  await render(<Host host={host} given={given} consent={false} />)
  given.hook?.open('JohnDeere')
  expect(host.window.opened).toHaveLength(1)
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  await expect.element(status).toHaveTextContent('not yet')
  await vi.waitFor(() => expect(host.bff.held.length).toBeGreaterThan(0))
  host.bff.release()
  await expect.element(status).toHaveTextContent('ready')
})

it.each([
  ['is connected: its details', { connections: [connectionOf('JohnDeere')] }, 'John Deere', 'Disconnect'],
  [
    'is not offered: the list',
    { providers: [PROVIDERS.CNHI, PROVIDERS.CNHIFieldOps] },
    'Connect your farm data',
    'Connect CNH FieldOps',
  ],
])('opens no window for a provider that %s', async (_, state, heading, shown) => {
  const host = openHostPage()
  host.state = state
  await mount({ consent: false }, host)
  await button('Connect my Deere').click()
  await expect.element(page.getByRole('heading', { level: 2, name: heading, exact: true })).toHaveFocus()
  await expect.element(button(shown)).toBeVisible()
  expect(host.window.opened).toEqual([])
})

it('leaves the last word to the host, who may throw', async () => {
  const oops = new Error('of the host')
  const onBeforeConnect = vi
    .fn<NonNullable<UseConnectOptions['onBeforeConnect']>>()
    .mockReturnValueOnce(false)
    .mockImplementationOnce(() => {
      throw oops
    })
  const given: Given = {}
  const host = await mount({ consent: false, onBeforeConnect }, openHostPage(), given)
  given.hook?.open('JohnDeere')
  given.hook?.exit()
  await vi.waitFor(() => expect(dialog()).toBeNull())
  given.hook?.open('JohnDeere')
  expect(onBeforeConnect.mock.calls).toEqual([['JohnDeere'], ['JohnDeere']])
  expect(host.window.opened).toEqual([])
  expect(host.window.reported).toEqual([oops])
})

it('goes by the same tab where the host wants it', async () => {
  const given: Given = {}
  const host = await mount({ consent: false, flow: 'redirect' }, openHostPage(), given)
  given.hook?.open('JohnDeere')
  await vi.waitFor(() => expect(host.window.document.form).toBeDefined())
  expect(host.window.opened).toEqual([])
  const asked = host.bff.seen.find(({ path }) => path === '/v1/attempts')
  expect(asked?.body).toMatchObject({ provider: 'JohnDeere', mode: 'redirect' })
})

it('exit closes without asking; the attempt goes on, and its success is told', async () => {
  const onExit = vi.fn<NonNullable<UseConnectOptions['onExit']>>()
  const onSuccess = vi.fn<NonNullable<UseConnectOptions['onSuccess']>>()
  const given: Given = {}
  const host = await mount({ consent: false, onExit, onSuccess }, openHostPage(), given)
  given.hook?.open('JohnDeere')
  const attemptId = await vi.waitUntil(() => started(host.bff))
  host.bff.start(attemptId)
  given.hook?.exit()
  await vi.waitFor(() => expect(onExit).toHaveBeenCalledOnce())
  expect(onExit.mock.lastCall).toMatchObject([null, { reason: 'api' }])
  expect(dialog()).toBeNull()
  expect(host.window.last.closed).toBe(false)
  host.bff.set(attemptId, 'connected', { connection: connectionOf('JohnDeere') })
  host.nudge()
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
})

it('calls the latest closures', async () => {
  const told: string[] = []
  const host = openHostPage()
  const Counting = (): ReactElement => {
    const [count, setCount] = useState(0)
    return (
      <>
        <Host host={host} onExit={() => told.push(`exit at ${count}`)} />
        <button type="button" data-testid="count" onClick={() => setCount(count + 1)}>
          {count}
        </button>
      </>
    )
  }
  await render(<Counting />)
  await expect.element(status).toHaveTextContent('ready')
  await button('Connect accounts').click()
  ;(page.getByTestId('count').element() as HTMLElement).click()
  await expect.element(page.getByTestId('count')).toHaveTextContent('1')
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(told).toEqual(['exit at 1']))
})

it('ends with the component, and takes the dialog along', async () => {
  const onExit = vi.fn<NonNullable<UseConnectOptions['onExit']>>()
  const host = openHostPage()
  const { unmount } = await render(<Host host={host} onExit={onExit} />)
  const before = places()
  await button('Connect accounts').click()
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  await unmount()
  await vi.waitFor(() => expect(places()).toBe(before))
  expect(onExit.mock.lastCall).toMatchObject([null, { reason: 'unmount' }])
  const seen = host.bff.seen.length
  host.nudge()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(host.bff.seen).toHaveLength(seen)
})

it('says why it is not ready, and is once the grower has started again', async () => {
  const host = openHostPage()
  host.token = undefined
  await render(<Host host={host} />)
  await expect.element(status).toHaveTextContent('internal')
  await button('Connect accounts').click()
  await expect.element(page.getByRole('heading', { name: 'We cannot load your accounts' })).toBeVisible()
  host.token = 'token-1'
  await button('Try again').click()
  await expect.element(status).toHaveTextContent('ready')
})

it('delivers after a same-tab return, without being opened', async () => {
  const given: Given = {}
  const before = openHostPage()
  const { unmount } = await render(<Host host={before} given={given} consent={false} />)
  given.hook?.open('JohnDeere')
  const attemptId = await vi.waitUntil(() => started(before.bff))
  await unmount()
  before.bff.set(attemptId, 'connected', { connection: connectionOf('JohnDeere') })
  const onSuccess = vi.fn<NonNullable<UseConnectOptions['onSuccess']>>()
  await mount({ onSuccess }, openHostPage({ bff: before.bff, window: before.window }))
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
  expect(dialog()).toBeNull()
})
