import type { Locator, Page } from '@playwright/test'
import { expect, testWithDemo } from './fixtures.ts'
import { consentTo, saveOrganizations, tile } from './grower.ts'
import type { DemoSite } from './stack/demo-site.ts'

const test = testWithDemo()

const FIELD_OPS = 'CNH FieldOps'
const DEERE = 'John Deere'
const AFS = 'CNH AFS Connect'
const FIELD_VIEW = 'Climate FieldView'

interface Ending {
  status: 'connected' | 'failed'
  code?: string
}
const connected: Ending = { status: 'connected' }
const failed = (code: string): Ending => ({ status: 'failed', code })

/** Each scenario with a farm and a provider of its own: none finds what another has left. */
const SCENARIOS: Record<string, { farm: string; name: string; press?: string[]; ends?: Ending }> = {
  'Everything goes well': { farm: 'North Ridge Farm', name: FIELD_VIEW, ends: connected },
  'The provider cuts its window off': { farm: 'North Ridge Farm', name: AFS, ends: connected },
  'The provider never comes back': { farm: 'Willow Creek Grain', name: DEERE },
  'Not a Farm Manager': {
    farm: 'North Ridge Farm',
    name: FIELD_OPS,
    press: ['Sign in'],
    ends: failed('grower_not_authorized'),
  },
  'An account of another environment': {
    farm: 'Willow Creek Grain',
    name: AFS,
    press: ['Sign in'],
    ends: failed('environment_mismatch'),
  },
  'The sign-in runs out': { farm: 'Willow Creek Grain', name: FIELD_VIEW, ends: failed('code_rejected') },
  'Organizations that are slow to show': { farm: 'North Ridge Farm', name: DEERE, ends: connected },
  'The provider is out of order': {
    farm: 'Willow Creek Grain',
    name: FIELD_OPS,
    ends: failed('provider_unavailable'),
  },
  'Leaf is busy': { farm: 'Stone Bridge Dairy', name: FIELD_OPS, ends: connected },
  'Leaf’s answer gets lost': { farm: 'Stone Bridge Dairy', name: AFS, ends: connected },
  'Leaf refuses the connection': {
    farm: 'Stone Bridge Dairy',
    name: FIELD_VIEW,
    ends: failed('credential_rejected'),
  },
  'Leaf takes its time to check': { farm: 'Stone Bridge Dairy', name: DEERE, ends: connected },
}

const openPlayground = async (page: Page, demo: DemoSite, farm: string): Promise<Locator> => {
  await page.goto(`${demo.url}/sign-in`)
  await page.getByRole('button', { name: farm }).click()
  await page.goto(`${demo.url}/playground`)
  return page.getByLabel('When a grower connects')
}

const choose = async (page: Page, scenarios: Locator, label: string): Promise<void> => {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok())
  await scenarios.selectOption(label)
  await answered
}

test('every scenario that is offered is played below', async ({ page, demo }) => {
  const scenarios = await openPlayground(page, demo, 'North Ridge Farm')
  await expect(scenarios.getByRole('option')).toHaveText(Object.keys(SCENARIOS))
})

for (const [label, { farm, name, press = ['Sign in', 'Allow'], ends }] of Object.entries(SCENARIOS)) {
  test(`scenario: ${label}`, async ({ page, demo }) => {
    await choose(page, await openPlayground(page, demo, farm), label)
    const window = await consentTo(page, name)
    for (const button of press) await window.getByRole('button', { name: button }).click()
    if (name === DEERE && ends !== undefined) await saveOrganizations(window)
    if (ends === undefined) {
      await page.getByRole('button', { name: 'All accounts' }).click()
      await expect(tile(page, name).getByRole('button', { name: 'Reopen' })).toBeVisible()
      return
    }
    const finished = page
      .getByRole('region', { name: /^Events/ })
      .getByRole('listitem')
      .filter({ hasText: 'attempt_finished' })
    await expect(finished).toHaveCount(1, { timeout: 20_000 })
    const { status, code } = JSON.parse((await finished.getByRole('code').textContent()) ?? '') as Ending
    expect({ status, ...(code !== undefined && { code }) }).toEqual(ends)
  })
}

test('connections that are broken later need attention, in the widget too', async ({ page, demo }) => {
  const scenarios = await openPlayground(page, demo, 'North Ridge Farm')
  await choose(page, scenarios, 'Everything goes well')
  const account = page.getByRole('region', { name: 'The widget' }).getByRole('listitem').filter({ hasText: FIELD_OPS })
  const window = await consentTo(page, FIELD_OPS)
  for (const button of ['Sign in', 'Allow']) await window.getByRole('button', { name: button }).click()
  await page.getByRole('button', { name: 'All accounts' }).click()
  await expect(account).toContainText('Connected', { timeout: 15_000 })
  const broken = page.waitForResponse((response) => response.url().endsWith('/api/invalidate') && response.ok())
  await page.getByRole('button', { name: 'Break this farm’s connections' }).click()
  await broken
  // What Leaf said of a connection is believed for ten seconds.
  await expect(async () => {
    await page.reload()
    await expect(account.getByRole('button', { name: 'Reconnect' })).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
})
