import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { openHostPage } from './testing/host-page.tsx'

// The language never comes: the host has put a newer build in its place, say.
vi.mock('../messages/pt-BR.ts', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

it('speaks English, and says so to whom reads the page aloud', async () => {
  const host = openHostPage()
  await render(<host.Widget locale="pt-BR" />)
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(document.querySelector('.hitch')).toHaveAttribute('lang', 'en')
})
