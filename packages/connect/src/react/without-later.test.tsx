import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { connectionOf } from './testing/fixtures.ts'
import { openHostPage } from './testing/host-page.tsx'

// The part that comes after the first paint never comes: the host has put a newer build in its place, say.
vi.mock('./later.ts', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

it('connects all the same', async () => {
  const host = openHostPage()
  const onSuccess = vi.fn<(connection: unknown) => void>()
  await render(<host.Widget onSuccess={onSuccess} providers={['JohnDeere']} />)
  await page.getByRole('button', { name: 'Continue to John Deere' }).click()
  await vi.waitUntil(() => host.bff.attempts.has('att_1'))
  host.bff.start('att_1')
  host.nudge()
  await expect.element(page.getByRole('button', { name: 'Reopen window' })).toBeVisible()
  const connection = connectionOf('JohnDeere')
  host.state = { connections: [connection] }
  host.bff.set('att_1', 'connected', { connection })
  host.nudge()
  await expect.element(page.getByRole('heading', { name: 'John Deere is connected' })).toBeVisible()
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
})

it('takes all trouble upon us, and lets the grower try again', async () => {
  const host = openHostPage()
  await render(<host.Widget providers={['JohnDeere']} />)
  await page.getByRole('button', { name: 'Continue to John Deere' }).click()
  await vi.waitUntil(() => host.bff.attempts.has('att_1'))
  host.bff.start('att_1')
  host.bff.set('att_1', 'failed', { error: { code: 'access_denied', retry: 'now' } })
  host.nudge()
  await expect.element(page.getByRole('heading', { name: 'Something broke on our side' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await vi.waitUntil(() => host.bff.attempts.has('att_2'))
})
