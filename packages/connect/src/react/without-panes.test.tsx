import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { openHostPage } from './testing/host-page.tsx'

// The part with the consent pane never comes: the host has put a newer build in its place, say.
vi.mock('./connect-pane/index.ts', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

it.each([{ providers: ['JohnDeere' as const] }, {}])('connects from the tile, with %o', async (props) => {
  const host = openHostPage()
  await render(<host.Widget {...props} />)
  const connect = page.getByRole('button', { name: 'Connect John Deere' })
  await expect.element(connect).toBeVisible()
  await vi.waitFor(async () => {
    await connect.click()
    expect(host.window.opened).toHaveLength(1)
  })
  await vi.waitUntil(() => host.bff.attempts.size > 0)
  await expect.element(page.getByRole('button', { name: 'Cancel John Deere' })).toBeVisible()
})
