import type { CreatedHandover } from '@hitch/protocol'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectConnected, signInAndAllow } from './grower.ts'
import { asBackend, makeLink, SUBJECT } from './stack/as-backend.ts'

const name = 'CNH FieldOps'
const watchPolicy = (page: Page): string[] => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) violations.push(message.text())
  })
  page.on('pageerror', (error) => violations.push(error.message))
  return violations
}

const connect = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await signInAndAllow(await opened)
  await expect(page.getByRole('heading', { name: 'FieldOps is connected' })).toBeVisible({ timeout: 15_000 })
}

test('a link is opened on a phone, connects, and is used up by it', async ({ browser, stack, grower }) => {
  const { url } = await makeLink(stack, grower, { providers: ['CNHIFieldOps'], returnUrl: `${stack.hostUrl}/` })
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const violations = watchPolicy(page)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Northfield Grain asks to connect your farm data')
  await expect(page.getByText(`For ${SUBJECT}`)).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()

  await expect(page).toHaveURL(`${stack.bffUrl}/connect`)
  await expect(page.getByText(`For ${SUBJECT}`)).toBeVisible()
  await connect(page)
  expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: 'CNHIFieldOps', status: 'connected' }])
  expect(violations).toEqual([])

  await page.getByRole('link', { name: 'Go back to Northfield Grain' }).click()
  await expect(page).toHaveURL(`${stack.hostUrl}/`)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link was already used')
  await context.close()
})

test('the tiles are there before any script, in the link’s language', async ({ browser, stack, grower }) => {
  const { url } = await makeLink(stack, grower, {
    locale: 'pt-BR',
    brand: { name: 'Cooperativa Sul', accent: '#1d6f42' },
  })
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Continuar' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cooperativa Sul')
  await expect(page.getByRole('button', { name: `Conectar ${name}` })).toBeVisible()
  await expect(page.locator('.hitch-row')).toHaveCount(4)
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await expect(page.getByRole('button', { name: `${name} verbinden` })).toBeVisible()
  await context.close()
})

test('the language that the grower chooses holds to the connect page and to the window', async ({
  page,
  stack,
  grower,
}) => {
  const { url } = await makeLink(stack, grower, { locale: 'fr' })
  await page.goto(url)
  const [asked] = await Promise.all([
    page.waitForRequest(`${url}?locale=es`),
    page.getByRole('navigation').getByRole('link', { name: 'Español' }).click(),
  ])
  expect(await asked.allHeaders()).not.toHaveProperty('referer')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.getByRole('link', { name: 'Español' })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Continuar' }).click()
  await expect(page).toHaveURL(`${stack.bffUrl}/connect`)
  await expect(page.getByRole('button', { name: `Conectar ${name}` })).toBeVisible()

  await page.getByRole('link', { name: 'Deutsch' }).click()
  await expect(page).toHaveURL(`${stack.bffUrl}/connect`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.getByRole('button', { name: `${name} verbinden` }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Weiter zu FieldOps' }).click()
  const popup = await opened
  await popup.addInitScript(() => (window.close = () => undefined))
  await signInAndAllow(popup)
  await expect(popup.locator('html')).toHaveAttribute('lang', 'de')
})

test('the window names the link’s own brand, on the way out and at the end', async ({ page, stack, grower }) => {
  const brand = { name: 'Cooperativa Sul' }
  const { url } = await makeLink(stack, grower, { providers: ['CNHIFieldOps'], brand })
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  const popup = await opened
  // It closes itself soon after.
  await popup.addInitScript(() => (window.close = () => undefined))
  await signInAndAllow(popup)
  await expect(popup.getByText('Go back to Cooperativa Sul to see your fields arrive.')).toBeVisible()
  await expect(popup.locator('.mark[data-provider=brand]')).toHaveText('CS')
  await expect(popup.getByText(SUBJECT)).toBeVisible()
})

test('a press that comes before the script is not lost', async ({ page, stack, grower }) => {
  const { url } = await makeLink(stack, grower)
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/hosted.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(url)
  // The page is not loaded while its script is held back.
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true })
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  release()
  await expect(page.getByRole('button', { name: 'Continue to FieldOps' })).toBeVisible()
})

test('without its cookie the page shows nothing of anybody', async ({ page, stack }) => {
  const response = await page.goto(`${stack.bffUrl}/connect`)
  expect(response?.status()).toBe(401)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page was open too long')
})

test('in the same tab the grower comes back to the page, and it goes on', async ({ page, stack, grower }) => {
  const { url } = await makeLink(stack, grower, { providers: ['CNHIFieldOps'] })
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: `Connect ${name}` })).toBeVisible()
  await page.evaluate(() => {
    window.open = () => null
  })
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await page.getByRole('button', { name: 'Continue in this tab' }).click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(`${stack.bffUrl}/connect`)
  await expectConnected(page, name)
})

test('a host’s page hands its grower over, once', async ({ page, stack, grower }) => {
  const handover = await asBackend<CreatedHandover>(stack, '/v1/sessions/handover', {
    externalId: grower,
    origin: stack.hostUrl,
    subject: SUBJECT,
  })
  const bring = async (): Promise<void> => {
    await page.goto(stack.hostUrl)
    await page.evaluate(({ ticket, url }) => {
      const meta = document.createElement('meta')
      meta.name = 'referrer'
      meta.content = 'origin'
      document.head.append(meta)
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', enctype: 'multipart/form-data', action: url })
      const input = document.createElement('input')
      Object.assign(input, { type: 'file', name: 'ticket' })
      const transfer = new DataTransfer()
      transfer.items.add(new File([ticket], 'hitch-ticket', { type: 'application/vnd.hitch' }))
      input.files = transfer.files
      form.append(input)
      document.body.append(form)
      form.submit()
    }, handover)
  }
  await bring()
  await expect(page).toHaveURL(`${stack.bffUrl}/connect`)
  await connect(page)
  await page.getByRole('link', { name: 'Go back to Northfield Grain' }).click()
  await expect(page).toHaveURL(`${stack.hostUrl}/`)
  await bring()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This sign-in was started somewhere else')
})
