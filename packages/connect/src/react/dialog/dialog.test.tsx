import { useState, type ReactElement } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import '../../styles/index.css'
import type { ConnectProps } from '../connect-props.ts'
import { ControlledDialog } from '../testing/ControlledDialog.tsx'
import { PROVIDERS } from '../testing/fixtures.ts'
import { openHostPage } from '../testing/host-page.tsx'
import { button, dialog, goToProvider, openDialog, opener, title } from '../testing/open-dialog.tsx'

afterEach(() => vi.restoreAllMocks())
beforeEach(() => sessionStorage.clear())

type OnOpenChange = NonNullable<ConnectProps['onOpenChange']>
type OnExit = NonNullable<ConnectProps['onExit']>

const question = page.getByRole('heading', { name: 'Stop connecting John Deere?' })

it('asks nobody before it opens', async () => {
  const host = openHostPage()
  await render(<ControlledDialog host={host} />)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(document.querySelector('dialog')).toBeNull()
  expect(host.sessions).toBe(0)
  expect(host.bff.seen).toEqual([])
})

it('has the widget’s title as its name, and the focus on it', async () => {
  await openDialog()
  await expect.element(page.getByRole('dialog', { name: 'Connect your farm data' })).toBeVisible()
  await expect.element(title).toHaveFocus()
  await expect.element(button('Connect John Deere')).toBeVisible()
  await expect.element(title).toHaveFocus()
})

it.each([
  ['escape', () => userEvent.keyboard('{Escape}')],
  ['close', () => button('Close').click()],
] as const)('closes by %s, and gives the focus back to the opener', async (reason, leave) => {
  const onOpenChange = vi.fn<OnOpenChange>()
  await openDialog({ onOpenChange })
  await leave()
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false, { reason })
  await expect.element(opener).toHaveFocus()
})

it('stays open for a press beside it', async () => {
  const onOpenChange = vi.fn<OnOpenChange>()
  await openDialog({ onOpenChange })
  await userEvent.click(document.documentElement, { position: { x: 4, y: 4 } })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await expect.element(dialog).toBeVisible()
  expect(onOpenChange).not.toHaveBeenCalled()
})

it('stays open while the host says so', async () => {
  const host = openHostPage()
  const onOpenChange = vi.fn<OnOpenChange>()
  await render(<host.Widget display="dialog" open onOpenChange={onOpenChange} />)
  await expect.element(title).toHaveFocus()
  await userEvent.keyboard('{Escape}{Escape}')
  await button('Close').click()
  expect(onOpenChange.mock.calls.map(([open, { reason }]) => [open, reason])).toEqual([
    [false, 'escape'],
    [false, 'escape'],
    [false, 'close'],
  ])
  await expect.element(dialog).toBeVisible()
})

it('keeps by itself whether it is open, where the host does not', async () => {
  const host = openHostPage()
  const onOpenChange = vi.fn<OnOpenChange>()
  await render(<host.Widget display="dialog" defaultOpen onOpenChange={onOpenChange} />)
  await button('Close').click()
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false, { reason: 'close' })
})

it('survives the browser’s own closing, past us', async () => {
  const host = await openDialog()
  await goToProvider(host)
  document.querySelector('dialog')?.close()
  await expect.element(question).toBeVisible()
  expect(document.querySelector('dialog')?.open).toBe(true)
})

it('leads back from a pane with Esc, wherever the focus is, and closes from the list', async () => {
  await openDialog({ consent: true })
  await button('Connect John Deere').click()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect John Deere' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Connect John Deere')).toHaveFocus()

  await button('Connect John Deere').click()
  ;(button('Close').element() as HTMLElement).focus()
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Connect John Deere')).toBeVisible()
  await expect.element(dialog).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
})

it('leaves Esc to whoever has made use of it before', async () => {
  const onOpenChange = vi.fn<OnOpenChange>()
  await openDialog({ onOpenChange })
  await expect.element(title).toHaveFocus()
  document.addEventListener('keydown', (event) => event.preventDefault(), { capture: true, once: true })
  await userEvent.keyboard('{Escape}')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(onOpenChange).not.toHaveBeenCalled()
  await expect.element(dialog).toBeVisible()
})

it('takes the device’s way back for Esc, and what is cancelled within the dialog for nothing', async () => {
  const onOpenChange = vi.fn<OnOpenChange>()
  await openDialog({ onOpenChange })
  title.element().dispatchEvent(new Event('cancel', { bubbles: true, cancelable: true }))
  expect(onOpenChange).not.toHaveBeenCalled()
  const back = new Event('cancel', { cancelable: true })
  dialog.element().dispatchEvent(back)
  expect(back.defaultPrevented).toBe(true)
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false, { reason: 'escape' })
})

it('gives the focus to the consent of the only provider', async () => {
  const host = openHostPage()
  host.state = { providers: [PROVIDERS.JohnDeere] }
  await openDialog({ consent: true }, host)
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect John Deere' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
})

it('asks before it closes over an open sign-in: Esc goes on, and so does the button', async () => {
  const onOpenChange = vi.fn<OnOpenChange>()
  const host = await openDialog({ onOpenChange })
  await goToProvider(host)
  await userEvent.keyboard('{Escape}')
  await expect.element(question).toHaveFocus()
  await expect.element(page.getByRole('dialog', { name: 'Stop connecting John Deere?' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByText('Finish at', { exact: false }).first()).toBeVisible()

  await button('Close').click()
  await button('Keep going').click()
  await expect.element(button('Close')).toHaveFocus()
  expect(onOpenChange).not.toHaveBeenCalled()
  expect(host.bff.count('POST', /cancel$/)).toBe(0)
  expect(host.window.last.closed).toBe(false)
})

it('stops the attempt and closes, where the grower says so', async () => {
  const onOpenChange = vi.fn<OnOpenChange>()
  const onExit = vi.fn<OnExit>()
  const host = await openDialog({ onOpenChange, onExit })
  const attemptId = await goToProvider(host)
  await button('Close').click()
  await button('Stop').click()
  await vi.waitFor(() => expect(host.bff.attempt(attemptId).status).toBe('cancelled'))
  await vi.waitFor(() => expect(host.window.last.closed).toBe(true))
  expect(document.querySelector('dialog')).toBeNull()
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false, { reason: 'close' })
  expect(onExit).toHaveBeenCalledExactlyOnceWith(null, {
    reason: 'close',
    sessionId: 'session-of-token-1',
    provider: 'JohnDeere',
    attemptId,
  })
  await expect.element(opener).toHaveFocus()
})

it('asks for all that are under way, by name', async () => {
  const host = await openDialog()
  await goToProvider(host)
  await button('Connect Climate FieldView').click()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('heading', { name: 'Stop connecting John Deere and FieldView?' })).toBeVisible()
})

it('takes the question back when the attempt ends meanwhile, and does not ask for what finishes by itself', async () => {
  const host = await openDialog()
  const attemptId = await goToProvider(host)
  await userEvent.keyboard('{Escape}')
  await expect.element(question).toBeVisible()
  host.bff.set(attemptId, 'attaching')
  host.nudge()
  await expect.element(title).toBeVisible()
  expect(question.query()).toBeNull()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
})

it('does not ask again for an attempt that begins after the question was taken back', async () => {
  const host = await openDialog()
  const attemptId = await goToProvider(host)
  await userEvent.keyboard('{Escape}')
  await expect.element(question).toBeVisible()
  host.bff.set(attemptId, 'failed', { error: { code: 'access_denied', retry: 'now' } })
  host.nudge()
  await expect.element(title).toBeVisible()
  await page.getByRole('button', { name: /^Try again/ }).click()
  await expect.element(button('Cancel John Deere')).toBeVisible()
  expect(question.query()).toBeNull()
})

it('leaves the focus where the grower has it, whatever changes elsewhere', async () => {
  const host = await openDialog()
  const attemptId = await goToProvider(host)
  const other = button('Connect Climate FieldView')
  ;(other.element() as HTMLElement).focus()
  host.bff.set(attemptId, 'attaching')
  host.nudge()
  await expect.element(page.getByText('Finish at', { exact: false })).not.toBeInTheDocument()
  await expect.element(other).toHaveFocus()
})

it('keeps two dialogs apart: the upper one closes alone', async () => {
  const lower = openHostPage()
  const upper = openHostPage()
  const onLower = vi.fn<OnOpenChange>()
  const onUpper = vi.fn<OnOpenChange>()
  const Both = (): ReactElement => {
    const [both, setBoth] = useState(false)
    return (
      <>
        <lower.Widget
          display="dialog"
          defaultOpen
          onOpenChange={onLower}
          onEvent={({ name }) => name === 'ready' && setBoth(true)}
        />
        <upper.Widget
          display="dialog"
          open={both}
          onOpenChange={(open, details) => {
            onUpper(open, details)
            setBoth(open)
          }}
        />
      </>
    )
  }
  await render(<Both />)
  await vi.waitFor(() => expect(document.querySelectorAll('dialog')).toHaveLength(2))
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.querySelectorAll('dialog')).toHaveLength(1))
  expect(onUpper).toHaveBeenCalledOnce()
  expect(onLower).not.toHaveBeenCalled()
  await expect.element(title).toHaveFocus()
  expect(getComputedStyle(document.body).overflow).toBe('hidden')
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull())
  expect(onLower).toHaveBeenCalledOnce()
  expect(getComputedStyle(document.body).overflow).toBe('visible')
})

it('stands above a host that clips and transforms', async () => {
  const host = openHostPage()
  await render(
    <div style={{ inlineSize: 40, blockSize: 40, overflow: 'clip', transform: 'scale(0.5)' }}>
      <host.Widget display="dialog" defaultOpen />
    </div>,
  )
  await expect.element(button('Connect John Deere')).toBeVisible()
  const { width, left } = (dialog.element() as HTMLElement).getBoundingClientRect()
  const expected = Math.min(440, window.innerWidth - 32)
  expect(Math.round(width)).toBe(expected)
  expect(Math.round(left)).toBe(Math.round((window.innerWidth - expected) / 2))
})
