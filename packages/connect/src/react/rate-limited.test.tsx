import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { openHostPage } from './testing/host-page.tsx'

afterEach(() => vi.useRealTimers())

const limited = { path: /^\/v1\/connect$/, answer: [429, 'rate_limited'] } as const

it('says that the grower must wait, and goes on by itself', async () => {
  // The look that comes of itself: at intervals.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const host = openHostPage()
  host.bff.trouble.push({ path: limited.path, answer: [...limited.answer] })
  await render(<host.Widget />)
  await expect.element(page.getByText('Wait a minute, then try again.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(document.body.textContent).not.toContain('Reference')

  await vi.advanceTimersByTimeAsync(30_000)
  await expect.poll(() => host.bff.count('GET', limited.path)).toBe(2)
  await expect.element(page.getByText('Wait a minute, then try again.')).toBeVisible()

  host.bff.trouble.length = 0
  await vi.advanceTimersByTimeAsync(30_000)
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(host.bff.count('GET', limited.path)).toBe(3)
})

it('follows an attempt through the wait to its end', async () => {
  const host = openHostPage()
  await render(<host.Widget />)
  await page.getByRole('button', { name: 'Connect John Deere' }).click()
  await page.getByRole('button', { name: 'Continue to John Deere' }).click()
  const attempt = await vi.waitUntil(() => [...host.bff.attempts.values()].find((one) => one.provider === 'JohnDeere'))
  host.bff.start(attempt.attemptId)
  host.nudge()
  await expect.element(page.getByRole('heading', { name: 'Finish at John Deere' })).toBeVisible()
  host.bff.trouble.push({ path: /./, answer: [...limited.answer] })
  const asked = () => host.bff.count('GET', new RegExp(attempt.attemptId))
  const before = asked()
  await expect.poll(asked, { timeout: 5000 }).toBeGreaterThan(before)
  host.bff.trouble.length = 0
  host.bff.set(attempt.attemptId, 'failed', { error: { code: 'access_denied', retry: 'now' } })
  await expect.element(page.getByRole('heading', { name: 'You did not allow access' }), { timeout: 5000 }).toBeVisible()
})
