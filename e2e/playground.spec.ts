import type { Page } from '@playwright/test'
import { violationsIn } from './axe.ts'
import { expect, testWithDemo } from './fixtures.ts'
import { consentTo, signInAndAllow } from './grower.ts'
import { bundleFarmData } from './stack/bundle.ts'
import type { DemoSite } from './stack/demo-site.ts'

const test = testWithDemo()

const FIELD_OPS = 'Connect CNH FieldOps'

/** Each test signs in as another farm, so that none finds what another has connected. */
const openPlayground = async (page: Page, demo: DemoSite, farm: string, search = ''): Promise<void> => {
  await page.goto(`${demo.url}/sign-in`)
  await page.getByRole('button', { name: farm }).click()
  await page.goto(`${demo.url}/playground${search}`)
}
/** A choice is drawn by its label; the radio itself is hidden from the eye. */
const choose = (page: Page, legend: string, choice: string) =>
  page.getByRole('main').getByRole('group', { name: legend }).getByText(choice, { exact: true }).click()
const codeOf = async (page: Page) => (await page.getByRole('figure').first().locator('code').textContent()) ?? ''

test('settings change the widget, the code and the address at once, and a reload keeps them', async ({
  page,
  demo,
}) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  await openPlayground(page, demo, 'North Ridge Farm')
  const stage = page.getByRole('region', { name: 'The widget' })
  await expect(stage.getByRole('listitem')).toHaveCount(4)

  await choose(page, 'Radius', '4')
  await choose(page, 'Theme', 'Dark')
  await page.getByRole('checkbox', { name: 'Climate FieldView' }).uncheck()
  await page.getByRole('button', { name: 'Move CNH FieldOps up' }).click()
  await expect(stage.locator('.hitch-root')).toHaveCSS('border-radius', '4px')
  await expect(stage.locator('.hitch-root')).toHaveCSS('color-scheme', 'dark')
  await expect(stage.getByRole('listitem')).toHaveCount(3)
  await expect(stage.getByRole('listitem').first()).toContainText('CNH FieldOps')
  expect(await codeOf(page)).toContain("providers={['CNHIFieldOps', 'JohnDeere', 'CNHI']}")
  await page.getByLabel('Language').selectOption('Deutsch')
  await expect(stage.getByRole('heading', { name: 'Verbinden Sie Ihre Betriebsdaten' })).toBeVisible()

  await choose(page, 'Form', 'Element')
  await expect(stage.locator('hitch-connect').getByRole('listitem')).toHaveCount(3)
  expect(await codeOf(page)).toContain('providers="CNHIFieldOps JohnDeere CNHI"')
  await page.reload()
  await expect(stage.locator('hitch-connect .hitch-root')).toHaveCSS('border-radius', '4px')
  expect(new URL(page.url()).search).toBe(
    '?form=element&theme=dark&language=de&radius=4px&providers=CNHIFieldOps.JohnDeere.CNHI',
  )
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(page).toHaveURL(`${demo.url}/playground`)
  await expect(stage.getByRole('listitem')).toHaveCount(4)
  expect(violations).toEqual([])
})

test('it is for every hand and eye, from 320 px on', async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await openPlayground(page, demo, 'North Ridge Farm')
  await expect(page.getByRole('region', { name: 'The widget' }).getByRole('listitem')).toHaveCount(4)
  await page.getByLabel('When a grower connects').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText('Its page has Cross-Origin-Opener-Policy: same-origin.')).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('Sign in, allow, connected.')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  expect(await violationsIn(page, 'body')).toEqual([])
})

test('what happens in the widget stands in the log, and a same-tab flow comes back to the settings', async ({
  page,
  demo,
}) => {
  await openPlayground(page, demo, 'Willow Creek Grain', '?flow=redirect&radius=16px')
  await page.getByRole('button', { name: FIELD_OPS }).click()
  const log = page.getByRole('region', { name: /^Events/ })
  await expect(log.getByRole('listitem').filter({ hasText: 'provider_selected' })).toContainText('CNHIFieldOps')
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(`${demo.url}/playground?flow=redirect&radius=16px`)
  await expect(log.getByRole('listitem').filter({ hasText: 'attempt_finished' })).toBeVisible({ timeout: 15_000 })
  await log.getByRole('button', { name: 'Clear' }).click()
  await expect(log).toContainText('Nothing has happened yet.')
})

// Each with a provider of its own: all are the same grower, whose open attempts are told on every page.
for (const { form, display, shown, name } of [
  { form: 'element', display: 'inline', shown: 'JohnDeere.CNHI', name: 'John Deere' },
  { form: 'element', display: 'dialog', shown: 'CNHIFieldOps.CNHI', name: 'CNH FieldOps' },
  { form: 'script', display: 'inline', shown: 'CNHI.JohnDeere', name: 'CNH AFS Connect' },
  { form: 'script', display: 'dialog', shown: 'ClimateFieldView.CNHI', name: 'Climate FieldView' },
]) {
  test(`the code to paste, word for word on another page, makes what was shown: ${form}, ${display}`, async ({
    page,
    context,
    demo,
  }) => {
    const search = `?form=${form}&display=${display}&radius=4px&providers=${shown}`
    await openPlayground(page, demo, 'Stone Bridge Dairy', search)
    const code = await codeOf(page)
    // A page that no server has sent counts as one from the internet, and may not load from this machine.
    await context.grantPermissions(['local-network-access'])
    // Of the same origin, so its backend is the demo's own: nothing in the code needs to be another.
    await page.route(`${demo.url}/pasted`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Pasted</title><body>${code}` }),
    )
    await page.goto(`${demo.url}/pasted`)
    if (display === 'dialog') await page.getByRole('button', { name: 'Connect your farm data' }).click()
    await expect(page.getByRole('listitem')).toHaveCount(2)
    await expect(page.getByRole('listitem').first()).toContainText(name)
    const frame = page.locator(display === 'dialog' ? 'dialog' : '.hitch-root')
    await expect(frame.first()).toHaveCSS('border-radius', '4px')
    const window = await consentTo(page, name)
    await expect(window.getByRole('button', { name: /^Sign in/ })).toBeVisible()
  })
}

for (const display of ['inline', 'dialog']) {
  test(`the code for React, bundled as it stands, makes what was shown: ${display}`, async ({
    page,
    context,
    demo,
  }) => {
    await openPlayground(page, demo, 'North Ridge Farm', `?display=${display}&radius=4px&providers=CNHI.JohnDeere`)
    const { script, style } = await bundleFarmData(await codeOf(page))
    await context.grantPermissions(['local-network-access'])
    const files: Record<string, { contentType: string; body: string }> = {
      '/pasted.js': { contentType: 'text/javascript', body: script },
      '/pasted.css': { contentType: 'text/css', body: style },
      '/pasted': {
        contentType: 'text/html; charset=utf-8',
        body:
          '<!doctype html><title>Pasted</title><link rel="stylesheet" href="/pasted.css"><main></main>' +
          '<script type="module" src="/pasted.js"></script>',
      },
    }
    await page.route(/\/pasted/, (route) => route.fulfill(files[new URL(route.request().url()).pathname]))
    await page.goto(`${demo.url}/pasted`)
    if (display === 'dialog') await page.getByRole('button', { name: 'Connect your farm data' }).click()
    await expect(page.getByRole('listitem')).toHaveCount(2)
    await expect(page.getByRole('listitem').first()).toContainText('CNH AFS Connect')
    await expect(page.locator(display === 'dialog' ? 'dialog' : '.hitch-root').first()).toHaveCSS(
      'border-radius',
      '4px',
    )
  })
}
