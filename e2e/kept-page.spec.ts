import { chromiumLaunch } from '../scripts/lib/chromium.mjs'
import { expectConnected, signInAndAllow } from './grower.ts'
import { expect, test } from './fixtures.ts'

// As for a grower: Playwright has the browser load a page anew at Back, browsers keep it as it was.
test.use({ launchOptions: { ...chromiumLaunch(), ignoreDefaultArgs: ['--disable-back-forward-cache'] } })

test('back from the provider to the page as it was left: it offers to go on, and ends connected once', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost({ flow: 'redirect', journal: 'CNHIFieldOps' })
  const address = page.url()
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => (document.title = `kept: ${persisted}`)))
  await page.getByRole('button', { name: 'Connect CNH FieldOps' }).click()
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  // Playwright's own way back waits for a page that loads.
  await page.evaluate(() => void setTimeout(() => history.back()))
  await expect(page).toHaveTitle('kept: true')
  await expect(page.getByRole('heading', { name: 'Finish at FieldOps' })).toBeVisible()
  // Within a second of the press before it, a press is the second half of a double click.
  await page.waitForTimeout(1_000)
  await page.getByRole('button', { name: 'Continue in this tab' }).click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(address)
  await expectConnected(page, 'CNH FieldOps')
  const told = () => stack.journalOf(grower).filter(({ kind }) => kind === 'success')
  await expect.poll(told).toHaveLength(1)
  await page.waitForTimeout(1_000)
  expect(told()).toHaveLength(1)
})
