import { signInAndAllow } from './grower.ts'
import { expect, successes, test } from './fixtures.ts'

// A trace looks into the page while it loads, and each look counts as the grower's hand: no window would be blocked.
test.use({ trace: 'off' })

test('a blocked window becomes a button, and the button opens it', async ({ page, stack, grower }) => {
  // A click without the grower's hand: the browser's own blocker stops the window. Nothing may ask the page before it:
  // Playwright's own look counts as a hand.
  const pressed = page.waitForRequest('**/pressed')
  await page.addInitScript(() => {
    const names = ['Connect CNH FieldOps', 'Continue to FieldOps']
    const press = () => {
      const button = [...document.querySelectorAll('button')].find((one) =>
        (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(names[0] ?? ''),
      )
      if (button) {
        button.click()
        names.shift()
      }
      if (names.length > 0) setTimeout(press, 50)
      else void fetch('/pressed')
    }
    press()
  })
  await page.goto(stack.hostPageUrl({ grower }))
  await pressed
  await expect(page.getByRole('heading', { name: 'Your browser stopped the window' })).toBeVisible()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Open FieldOps' }).click()
  await signInAndAllow(await opened)
  await expect(page.getByRole('heading', { name: 'FieldOps is connected' })).toBeVisible()
  expect(await successes(page)).toHaveLength(1)
})
