import type { Page } from '@playwright/test'
import { expectConnected, signInAndAllow, tile } from './grower.ts'
import { expect, test } from './fixtures.ts'

const name = 'CNH FieldOps'

interface Heard {
  name: string
  provider?: string
}

/** Every event of the element that reaches the document, from before the script has come. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const heard: Heard[] = []
    Object.assign(window, { heard })
    for (const type of ['ready', 'provider-selected', 'consent-accepted', 'attempt-finished', 'success']) {
      document.addEventListener(`hitch-${type}`, (event) => {
        const { provider } = (event as CustomEvent<{ provider?: string }>).detail
        heard.push({ name: event.type, ...(provider === undefined ? {} : { provider }) })
      })
    }
  })
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)

test('a page without a build step: one script from the BFF, one element, under the strictest policy', async ({
  page,
  stack,
  grower,
}) => {
  await listen(page)
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const policy = `default-src 'none'; script-src ${stack.bffUrl}; connect-src 'self' ${stack.bffUrl}; form-action ${stack.bffUrl}; require-trusted-types-for 'script'`
  await page.goto(stack.hostPageUrl({ grower, scriptTag: true, headers: { 'content-security-policy': policy } }))

  await page.getByRole('button', { name: `Connect ${name}` }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await signInAndAllow(await opened)
  await expect.poll(async () => (await heard(page)).at(-1)?.name, { timeout: 15_000 }).toBe('hitch-success')
  expect(await heard(page)).toEqual([
    { name: 'hitch-ready' },
    { name: 'hitch-provider-selected', provider: 'CNHIFieldOps' },
    { name: 'hitch-consent-accepted', provider: 'CNHIFieldOps' },
    { name: 'hitch-attempt-finished', provider: 'CNHIFieldOps' },
    { name: 'hitch-success', provider: 'CNHIFieldOps' },
  ])
  await page.reload()
  await expectConnected(page, name)
  await expect(tile(page, name)).toHaveCSS('display', 'list-item')
  expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: 'CNHIFieldOps', status: 'connected' }])
  expect(violations).toEqual([])
})
