import type { Page } from '@playwright/test'
import { violationsIn } from './axe.ts'
import { expect, testWithDemo } from './fixtures.ts'
import { signInAndAllow } from './grower.ts'
import type { DemoSite } from './stack/demo-site.ts'

const test = testWithDemo()

/** Each test signs in as another farm. */
const openPanel = async (page: Page, demo: DemoSite, farm: string) => {
  await page.goto(`${demo.url}/sign-in`)
  await page.getByRole('button', { name: farm }).click()
  return page.getByRole('region', { name: 'Send a link instead' })
}

test('a link that the demo makes is opened on a phone, and the desk sees what came of it', async ({
  page,
  browser,
  demo,
}) => {
  const farm = 'Willow Creek Grain'
  const panel = await openPanel(page, demo, farm)
  await panel.getByLabel('Language of the link').selectOption('Deutsch')
  await panel.getByRole('button', { name: 'Make a link' }).click()
  await expect(panel.getByText('Not opened yet')).toBeVisible()
  const qrCode = panel.getByRole('img', { name: 'QR code' })
  await expect.poll(() => qrCode.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await expect(panel.getByRole('region', { name: 'SMS' })).toContainText(farm)
  const mail = await panel.getByRole('link', { name: 'Open Mail' }).getAttribute('href')
  const url = (await panel.getByRole('region', { name: 'Link' }).getByText(demo.stack.bffUrl).textContent()) ?? ''
  expect(decodeURIComponent(mail ?? '')).toMatch(/^mailto:\?subject=Northfield Grain: [^]*&body=Guten Tag/)
  expect(decodeURIComponent(mail ?? '')).toContain(url)

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const opened = await phone.newPage()
  await opened.goto(url)
  await opened.getByRole('button', { name: 'Weiter' }).click()
  await expect(panel.getByText(/^Opened /)).toBeVisible()
  await opened.getByRole('button', { name: 'CNH FieldOps verbinden' }).click()
  const window = opened.waitForEvent('popup')
  await opened.getByRole('button', { name: 'Weiter zu FieldOps' }).click()
  await signInAndAllow(await window)
  await expect(panel.getByText(/^CNH FieldOps connected /)).toBeVisible({ timeout: 15_000 })

  await panel.getByRole('button', { name: 'Turn off' }).click()
  await expect(panel.getByText('Turned off')).toBeVisible()
  await expect(qrCode).toBeHidden()
  await opened.goto(url)
  await expect(opened.getByRole('heading', { level: 1 })).toHaveText('Dieser Link wurde abgeschaltet')
  await phone.close()
})

test('the panel is for every hand and eye', async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  const panel = await openPanel(page, demo, 'Stone Bridge Dairy')
  await panel.getByRole('button', { name: 'Make a link' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('img', { name: 'QR code' })).toBeVisible()
  await expect(panel.getByRole('status').filter({ hasText: 'The link is ready.' })).toHaveCount(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  expect(await violationsIn(page, '.send-link')).toEqual([])
})
