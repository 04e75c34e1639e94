import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import '../../styles/index.css'
import type { ConnectEvent } from '../../core/types.ts'
import type { ConnectProps } from '../connect-props.ts'
import { ControlledDialog } from '../testing/ControlledDialog.tsx'
import { connectionOf } from '../testing/fixtures.ts'
import { openHostPage } from '../testing/host-page.tsx'
import { button, goToProvider, openDialog, opener, title } from '../testing/open-dialog.tsx'

afterEach(() => vi.restoreAllMocks())
beforeEach(() => sessionStorage.clear())

type OnExit = NonNullable<ConnectProps['onExit']>
type OnSuccess = NonNullable<ConnectProps['onSuccess']>

it('closed by the host: nobody is asked, the attempt goes on, and its success is told', async () => {
  const onExit = vi.fn<OnExit>()
  const onSuccess = vi.fn<OnSuccess>()
  const host = await openDialog({ onExit, onSuccess })
  const attemptId = await goToProvider(host)
  ;(page.getByTestId('host closes').element() as HTMLElement).click()
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
  expect(host.bff.count('POST', /cancel$/)).toBe(0)
  expect(host.window.last.closed).toBe(false)
  await vi.waitFor(() =>
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.objectContaining({ reason: 'api', attemptId })),
  )

  const connection = connectionOf('JohnDeere')
  host.state = { connections: [connection] }
  host.bff.set(attemptId, 'connected', { connection })
  host.nudge()
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
  await opener.click()
  await expect.element(button('John Deere, connected, details')).toBeVisible()
})

it('tells once that it opened and once that it closed, also under StrictMode', async () => {
  const host = openHostPage()
  const events: ConnectEvent[] = []
  const onExit = vi.fn<OnExit>()
  await render(
    <StrictMode>
      <ControlledDialog host={host} onEvent={(event) => events.push(event)} onExit={onExit} />
    </StrictMode>,
  )
  await opener.click()
  await expect.element(title).toHaveFocus()
  await expect.element(button('Connect John Deere')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(onExit).toHaveBeenCalledOnce())
  await expect.element(opener).toHaveFocus()
  expect(events.map(({ name }) => name)).toEqual(['open', 'ready', 'exit'])
  expect(events.at(-1)).toMatchObject({ reason: 'escape', error: null, sessionId: 'session-of-token-1' })
  expect(document.adoptedStyleSheets).toEqual([])
})

it('tells for each opening why that one ended', async () => {
  const reasons: string[] = []
  await openDialog({ onExit: (_, { reason }) => void reasons.push(reason) })
  await expect.element(title).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(reasons).toEqual(['escape']))
  await opener.click()
  await expect.element(title).toHaveFocus()
  ;(page.getByTestId('host closes').element() as HTMLElement).click()
  await vi.waitFor(() => expect(reasons).toEqual(['escape', 'api']))
})

it('was never taken away where StrictMode mounts it twice', async () => {
  const host = openHostPage()
  const onExit = vi.fn<OnExit>()
  const at = (open: boolean) => (
    <StrictMode>
      <host.Widget display="dialog" open={open} onExit={onExit} />
    </StrictMode>
  )
  const { rerender } = await render(at(true))
  await expect.element(title).toHaveFocus()
  await rerender(at(false))
  await vi.waitFor(() =>
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.objectContaining({ reason: 'api' })),
  )
})

it('says why it went when the host takes it away', async () => {
  const host = openHostPage()
  const onExit = vi.fn<OnExit>()
  const { unmount } = await render(<host.Widget display="dialog" defaultOpen onExit={onExit} />)
  await expect.element(title).toHaveFocus()
  await unmount()
  await vi.waitFor(() =>
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.objectContaining({ reason: 'unmount' })),
  )
})

it('tells at its end what had gone wrong, once', async () => {
  const onExit = vi.fn<OnExit>()
  const host = await openDialog({ onExit })
  const attemptId = await goToProvider(host)
  host.bff.set(attemptId, 'failed', { error: { code: 'access_denied', retry: 'now' } })
  host.nudge()
  await expect.element(page.getByText('You did not allow access')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(onExit).toHaveBeenCalledOnce())
  expect(onExit.mock.lastCall).toMatchObject([{ code: 'access_denied' }, { reason: 'escape', provider: 'JohnDeere' }])
  await opener.click()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(onExit).toHaveBeenCalledTimes(2))
  expect(onExit.mock.lastCall?.[0]).toBeNull()
})

it('delivers after a same-tab return, though it is closed', async () => {
  const before = openHostPage()
  const { unmount } = await render(<before.Widget display="dialog" defaultOpen consent={false} />)
  const attemptId = await goToProvider(before)
  await unmount()
  before.bff.set(attemptId, 'connected', { connection: connectionOf('JohnDeere') })
  sessionStorage.setItem('hitch.attempts', before.window.sessionStorage.getItem('hitch.attempts') ?? '')
  const onSuccess = vi.fn<OnSuccess>()
  const after = openHostPage({ bff: before.bff, window: before.window })
  await render(<after.Widget display="dialog" onSuccess={onSuccess} />)
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
  expect(document.querySelector('dialog')).toBeNull()
})

it('asks once where it is open after the return', async () => {
  const host = openHostPage()
  sessionStorage.setItem('hitch.attempts', JSON.stringify({ att_1: { provider: 'JohnDeere' } }))
  await render(<host.Widget display="dialog" defaultOpen />)
  await expect.element(button('Connect John Deere')).toBeVisible()
  expect(host.bff.count('GET', /connect$/)).toBe(1)
})
