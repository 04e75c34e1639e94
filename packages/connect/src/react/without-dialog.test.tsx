import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { openHostPage } from './testing/host-page.tsx'

afterEach(() => vi.restoreAllMocks())

// The dialog never comes: the host has put a newer build in its place, or the network is gone.
vi.mock('./dialog/index.ts', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

it.each([
  [true, 'internal'],
  [false, 'network_offline'],
])('is not ready without its dialog, and says why (online: %s)', async (online, code) => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online)
  const host = openHostPage()
  await render(
    <host.Launcher>
      {({ ready, error }) => <output>{`${ready ? 'ready' : 'not ready'}, ${error?.code ?? 'no error'}`}</output>}
    </host.Launcher>,
  )
  await expect.element(page.getByText(`not ready, ${code}`)).toBeVisible()
  // The server has told how things stand.
  await vi.waitFor(() => expect(host.bff.count('GET', /connect$/)).toBe(1))
  await new Promise((resolve) => setTimeout(resolve, 100))
  await expect.element(page.getByText(`not ready, ${code}`)).toBeVisible()
})
