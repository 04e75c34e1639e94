import { expectConnected, signInAndAllow, tile } from './grower.ts'
import { expect, successes, test } from './fixtures.ts'

const name = 'CNH FieldOps'

// A trace looks into the page while it loads, and each look counts as the grower's hand: no window would be blocked.
test.use({ trace: 'off' })

test('a blocked window becomes a button, and the button opens it', async ({ page, stack, grower }) => {
  // A click without the grower's hand: the browser's own blocker stops the window. Nothing may ask the page before it:
  // Playwright's own look counts as a hand.
  const pressed = page.waitForRequest('**/pressed')
  await page.addInitScript(() => {
    const press = () => {
      const button = [...document.querySelectorAll('button')].find((one) =>
        (one.getAttribute('aria-label') ?? one.textContent ?? '').includes('Connect CNH FieldOps'),
      )
      if (button === undefined) {
        setTimeout(press, 50)
        return
      }
      button.click()
      void fetch('/pressed')
    }
    press()
  })
  await page.goto(stack.hostPageUrl({ grower }))
  await pressed
  await expect(tile(page, name)).toContainText('Your browser stopped the window')
  const opened = page.waitForEvent('popup')
  await tile(page, name).getByRole('button', { name: 'Open FieldOps' }).click()
  await signInAndAllow(await opened)
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
})
