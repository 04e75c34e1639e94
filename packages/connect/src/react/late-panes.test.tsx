import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { openHostPage } from './testing/host-page.tsx'

const { come, gate } = vi.hoisted(() => {
  let come = (): void => {}
  const gate = new Promise<void>((resolve) => (come = resolve))
  return { come, gate }
})
vi.mock('./connect-pane/index.ts', async (original) => {
  await gate
  return original()
})

it('shows bones until the pane has come, and keeps the focus on its heading', async () => {
  const host = openHostPage()
  await render(<host.Widget />)
  await page.getByRole('button', { name: 'Connect John Deere' }).click()
  const heading = page.getByRole('heading', { level: 2 })
  await expect.element(heading).toHaveFocus()
  await expect.element(heading).toHaveAttribute('aria-busy', 'true')
  come()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Connect John Deere' })).toHaveFocus()
})
