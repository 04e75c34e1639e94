import type { Connection, CreateAttempt } from '@hitch/protocol'
import { StrictMode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import type { ConnectEvent } from '../core/types.ts'
import type { ConnectProps } from './connect-props.ts'
import { FakeWindow } from '../core/testing/fake-window.ts'
import { connectionOf } from './testing/fixtures.ts'
import { openHostPage, type HostPage } from './testing/host-page.tsx'

afterEach(() => vi.restoreAllMocks())

/** The core looks again every second. */
const patient = { timeout: 3000 }

type OnSuccess = NonNullable<ConnectProps['onSuccess']>
type OnExit = NonNullable<ConnectProps['onExit']>

const connectButton = page.getByRole('button', { name: 'Connect John Deere' })
const continueButton = page.getByRole('button', { name: 'Continue to John Deere' })
const details = page.getByRole('button', { name: 'John Deere, connected, details' })
const success = page.getByRole('heading', { level: 2, name: 'John Deere is connected' })
const tile = (): HTMLElement => document.querySelector('[data-provider="JohnDeere"].hitch-tile') as HTMLElement
const connection: Connection = connectionOf('JohnDeere', { createdTime: null })

/** The grower goes to the provider. Tells the id of the attempt: the pointer may have prepared others on its way. */
const goToProvider = async ({ bff }: HostPage): Promise<string> => {
  await connectButton.click()
  await continueButton.click()
  const attemptId = await vi.waitUntil(() => started(bff))
  bff.start(attemptId)
  return attemptId
}
const started = (bff: HostPage['bff']): string | undefined =>
  [...bff.attempts.values()].find(({ provider }) => provider === 'JohnDeere')?.attemptId

/** The server verifies, and `GET /v1/connect` tells of it. */
const connected = (host: HostPage, attemptId: string): void => {
  host.state = { connections: [connection] }
  host.bff.set(attemptId, 'connected', { connection })
  host.nudge()
}

it('connects, tells the host exactly once, and shows the connection', async () => {
  const host = openHostPage()
  const onSuccess = vi.fn<OnSuccess>()
  const onExit = vi.fn<OnExit>()
  const events: ConnectEvent[] = []
  await render(<host.Widget onSuccess={onSuccess} onExit={onExit} onEvent={(event) => events.push(event)} />)
  const attemptId = await goToProvider(host)
  host.nudge()
  await expect.element(page.getByRole('heading', { name: 'Finish at John Deere' })).toBeVisible()
  connected(host, attemptId)
  await expect.element(success).toBeVisible()
  await vi.waitFor(() => expect(host.bff.attempt(attemptId).acknowledged).toBe(true), patient)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect.element(details).toHaveFocus()
  const about = { sessionId: 'session-of-token-1', provider: 'JohnDeere' }
  expect(onSuccess).toHaveBeenCalledExactlyOnceWith(connection, { ...about, attemptId })
  expect(onExit).toHaveBeenCalledExactlyOnceWith(null, { ...about, reason: 'done' })
  expect(events.map(({ name }) => name)).toEqual([
    'ready',
    'provider_selected',
    'consent_accepted',
    'attempt_started',
    'provider_opened',
    'attempt_finished',
    'connection_changed',
    'exit',
  ])
  expect(new Set(events.map(({ sessionId }) => sessionId))).toEqual(new Set(['session-of-token-1']))
})

it('lives once under StrictMode, and calls the latest closure once', async () => {
  const host = openHostPage()
  const earlier = vi.fn<OnSuccess>()
  const latest = vi.fn<OnSuccess>()
  const { rerender } = await render(
    <StrictMode>
      <host.Widget onSuccess={earlier} />
    </StrictMode>,
  )
  const attemptId = await goToProvider(host)
  await rerender(
    <StrictMode>
      <host.Widget onSuccess={latest} />
    </StrictMode>,
  )
  connected(host, attemptId)
  await vi.waitFor(() => expect(host.bff.attempt(attemptId).acknowledged).toBe(true), patient)
  expect(latest).toHaveBeenCalledOnce()
  expect(earlier).not.toHaveBeenCalled()
  const asked = host.bff.seen.filter(({ body }) => (body as CreateAttempt | undefined)?.provider === 'JohnDeere')
  expect(asked).toHaveLength(1)
  expect(host.window.opened).toHaveLength(1)
})

it('keeps two widgets on a page apart', async () => {
  const first = openHostPage()
  const second = openHostPage()
  const success = { first: vi.fn<OnSuccess>(), second: vi.fn<OnSuccess>() }
  await render(
    <>
      <div data-testid="first">
        <first.Widget onSuccess={success.first} providers={['JohnDeere']} />
      </div>
      <div data-testid="second">
        <second.Widget onSuccess={success.second} providers={['JohnDeere']} />
      </div>
    </>,
  )
  await page.getByTestId('first').getByRole('button').click()
  const attemptId = await vi.waitUntil(() => started(first.bff))
  first.bff.start(attemptId)
  connected(first, attemptId)
  await expect.element(page.getByTestId('first').getByRole('heading', { name: /is connected$/ })).toBeVisible()
  await expect.element(page.getByTestId('second').getByRole('button', { name: /^Continue/ })).toBeVisible()
  expect(success.first).toHaveBeenCalledOnce()
  expect(success.second).not.toHaveBeenCalled()
  expect(second.bff.seen.filter(({ path }) => path !== '/v1/connect' && path !== '/v1/attempts')).toEqual([])
})

it('asks nothing more once it is gone, and goes on with the attempt when it comes back', async () => {
  const host = openHostPage()
  const onSuccess = vi.fn<OnSuccess>()
  const { unmount } = await render(<host.Widget onSuccess={onSuccess} />)
  const attemptId = await goToProvider(host)
  await unmount()
  const seen = host.bff.seen.length
  host.nudge()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(host.bff.seen).toHaveLength(seen)
  expect(host.window.last.closed).toBe(false)

  await render(<host.Widget onSuccess={onSuccess} />)
  await expect.element(page.getByRole('button', { name: 'Reopen window' })).toBeVisible()
  connected(host, attemptId)
  await expect.element(details).toBeVisible()
  expect(onSuccess).toHaveBeenCalledOnce()
})

it('delivers after a reload what ended meanwhile', async () => {
  const before = openHostPage()
  const { unmount } = await render(<before.Widget />)
  const attemptId = await goToProvider(before)
  await unmount()
  before.bff.set(attemptId, 'connected', { connection })
  const after = openHostPage({ bff: before.bff, window: new FakeWindow(before.window.sessionStorage) })
  after.state = { connections: [connection] }
  const onSuccess = vi.fn<OnSuccess>()
  await render(<after.Widget onSuccess={onSuccess} />)
  await expect.element(details).toBeVisible()
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
})

it('refills a session that has run out, and nobody notices', async () => {
  const host = openHostPage()
  await render(<host.Widget />)
  const attemptId = await goToProvider(host)
  host.bff.tokens.clear()
  host.bff.tokens.add('token-2')
  host.token = 'token-2'
  connected(host, attemptId)
  await expect.element(success).toBeVisible()
  expect(host.sessions).toBe(2)
  expect(document.querySelector('.hitch-message')).toBeNull()
})

it('says so when the session cannot be refilled, and starts again', async () => {
  const host = openHostPage()
  await render(<host.Widget />)
  await goToProvider(host)
  host.bff.tokens.clear()
  host.token = undefined
  host.nudge()
  await expect.element(page.getByRole('heading', { name: 'This page was open too long' })).toBeVisible()
  host.token = 'token-2'
  host.bff.tokens.add('token-2')
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect your farm data' })).toHaveFocus()
  await expect.element(page.getByRole('heading', { level: 3, name: 'John Deere' })).toBeVisible()
})

it('keeps the place while the network is gone', async () => {
  const host = openHostPage()
  await render(<host.Widget />)
  const attemptId = await goToProvider(host)
  await page.getByRole('button', { name: 'All accounts' }).click()
  host.bff.set(attemptId, 'exchanging')
  host.nudge()
  await vi.waitFor(() => expect(tile()).toHaveAttribute('data-state', 'finishing'), patient)
  const { top } = tile().getBoundingClientRect()

  host.window.navigator.onLine = false
  host.window.dispatchEvent(new Event('offline'))
  await expect.element(page.getByText('You are offline', { exact: true })).toBeVisible()
  expect(tile()).toHaveAttribute('data-state', 'offline')
  expect(tile().getBoundingClientRect().top).toBeGreaterThanOrEqual(top)

  const asked = host.bff.count('GET', /^\/v1\/connect$/)
  host.window.navigator.onLine = true
  host.window.dispatchEvent(new Event('online'))
  connected(host, attemptId)
  await expect.element(details).toBeVisible()
  expect(host.bff.count('GET', /^\/v1\/connect$/)).toBeGreaterThan(asked)
  expect(page.getByText('You are offline', { exact: true }).query()).toBeNull()
})

it.each([true, false])('opens one window for a double click, and does not cancel it (consent: %s)', async (consent) => {
  const host = openHostPage()
  await render(<host.Widget consent={consent} />)
  if (consent) await connectButton.click()
  await (consent ? continueButton : connectButton).dblClick()
  await vi.waitUntil(() => started(host.bff))
  expect(host.window.opened).toHaveLength(1)
  expect(host.window.last.closed).toBe(false)
  expect(host.bff.count('POST', /cancel$/)).toBe(0)
})

it('offers a real click when the browser stops the window', async () => {
  const host = openHostPage()
  host.window.popupsAllowed = false
  await render(<host.Widget />)
  await connectButton.click()
  await continueButton.click()
  const open = page.getByRole('button', { name: 'Open John Deere' })
  await expect.element(open).toBeVisible()
  host.window.popupsAllowed = true
  await open.click()
  await vi.waitUntil(() => started(host.bff))
  expect(host.window.opened).toHaveLength(1)
})

it('tells the host that the grower left, and goes back to what stood', async () => {
  const host = openHostPage()
  const onExit = vi.fn<OnExit>()
  await render(<host.Widget onExit={onExit} />)
  const attemptId = await goToProvider(host)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(continueButton).toHaveFocus()
  expect(onExit).toHaveBeenCalledExactlyOnceWith(null, {
    reason: 'cancel',
    sessionId: 'session-of-token-1',
    provider: 'JohnDeere',
    attemptId,
  })
})

it('disconnects only after it has asked', async () => {
  const host = openHostPage()
  host.state = { connections: [connectionOf('JohnDeere')] }
  await render(<host.Widget />)
  await details.click()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect.element(page.getByRole('heading', { name: 'Disconnect John Deere?' })).toHaveFocus()
  expect(host.bff.count('DELETE', /./)).toBe(0)
  host.state = {}
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect.element(connectButton).toBeVisible()
  expect(host.bff.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/v1/connections/JohnDeere',
  ])
})
