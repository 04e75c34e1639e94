import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { connectionOf, connectState } from './testing/fixtures.ts'
import { openHostPage, type HostPage } from './testing/host-page.tsx'
import type { UseConnect, UseConnectOptions } from './use-connect.ts'

beforeEach(() => sessionStorage.clear())

/** What the hook gave last, and a button of the host's. */
const mount = async (host: HostPage, options: Partial<UseConnectOptions> = {}): Promise<{ hook?: UseConnect }> => {
  const given: { hook?: UseConnect } = {}
  await render(
    <host.Launcher consent={false} {...options}>
      {(hook) => {
        given.hook = hook
        return (
          <button type="button" onClick={() => hook.open()}>
            Connect accounts
          </button>
        )
      }}
    </host.Launcher>,
  )
  return given
}

it('is not ready any more once the session has run out and is not refilled, and says why', async () => {
  const host = openHostPage()
  const given = await mount(host)
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true, error: null }))
  host.bff.tokens.clear()
  host.token = undefined
  given.hook?.open('JohnDeere')
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: false, error: { code: expect.any(String) } }))
})

it('forgets why the first look went wrong when a later one tells how things stand', async () => {
  const host = openHostPage()
  host.bff.trouble.push({ path: /connect$/, answer: [403, 'origin_not_allowed'] })
  const given = await mount(host)
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: false, error: { code: 'origin_not_allowed' } }))
  host.bff.trouble.length = 0
  await page.getByRole('button', { name: 'Connect accounts' }).click()
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true, error: null }))
})

it('opens one window, for the first provider that it is asked for', async () => {
  const host = openHostPage()
  const given = await mount(host)
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true }))
  given.hook?.open('JohnDeere')
  await vi.waitFor(() => expect(document.querySelector('dialog')).not.toBeNull())
  given.hook?.open('CNHIFieldOps')
  expect(host.window.opened).toHaveLength(1)
})

it('takes the event of `onClick={open}` for no provider, even before it is ready', async () => {
  const host = openHostPage()
  host.bff.holding = /connect$/
  const given = await mount(host)
  given.hook?.open(new MouseEvent('click') as never)
  expect(host.window.opened).toEqual([])
  expect(given.hook).toMatchObject({ ready: false, error: null })
})

it('opens no window for a provider that the host has left out', async () => {
  const host = openHostPage()
  const given = await mount(host, { providers: ['CNHI'] })
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true }))
  given.hook?.open('JohnDeere')
  expect(host.window.opened).toEqual([])
})

it('opens no window where the session may not connect', async () => {
  const host = openHostPage()
  host.state = { session: { ...connectState().session, can: ['details'] } }
  const given = await mount(host)
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true }))
  given.hook?.open('JohnDeere')
  expect(host.window.opened).toEqual([])
})

it('shows how it stands with a provider that is connected, and the only one, rather than connect it anew', async () => {
  const host = openHostPage()
  host.state = { connections: [connectionOf('JohnDeere')] }
  const given = await mount(host, { consent: true, providers: ['JohnDeere'] })
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true }))
  given.hook?.open('JohnDeere')
  await expect.element(page.getByRole('button', { name: 'Disconnect' })).toBeVisible()
  // To connect the only one is all there is to see: that pane has no way back to a list.
  await page.getByRole('button', { name: 'All accounts' }).click()
  await expect.element(page.getByRole('button', { name: 'John Deere, connected, details' })).toBeVisible()
})

it('stays ready for as long as the page is open', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const host = openHostPage()
  const given = await mount(host)
  await vi.advanceTimersByTimeAsync(0)
  await vi.waitFor(() => expect(given.hook).toMatchObject({ ready: true }))
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
  expect(given.hook).toMatchObject({ ready: true })
})
