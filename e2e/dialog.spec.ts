import type { Page } from '@playwright/test'
import type { HostPage } from './stack/host-site.ts'
import { saveOrganizations, signInAndAllow } from './grower.ts'
import { expect, successes, test, told } from './fixtures.ts'

/** What any window of the grower's has said against a policy, the widget's own pages and the blank window included. */
const violations = (page: Page): string[] => {
  const seen: string[] = []
  page.context().on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) seen.push(message.text())
  })
  return seen
}

/** All that a strict host must allow: its own script and sheet, and the BFF. Its session stands in the page. */
const strict = (bffUrl: string): Omit<HostPage, 'grower'> => ({
  sessionInPage: true,
  headers: {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${bffUrl}; form-action ${bffUrl}`,
  },
})

const dialogOf = (page: Page) => page.getByRole('dialog')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const title = (page: Page) => page.getByRole('heading', { level: 2, name: 'Connect your farm data' })
const question = (page: Page) => page.getByRole('heading', { name: /^Stop connecting / })

/** Each reason that the host was given, in the order in which it happened. */
const reasons = async (page: Page, kind: 'exit' | 'open-change') =>
  (await told(page)).flatMap((one) => (one.kind === kind ? [one.reason] : []))

/** Where the page stands, once `place` is in the middle of it. */
const scrollTo = async (page: Page, name: string): Promise<number> => {
  await button(page, name).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  return page.evaluate(() => window.scrollY)
}
/** Turns the wheel over what lies beside the dialog, and tells where the page stands then. */
const wheel = async (page: Page): Promise<number> => {
  await page.mouse.move(4, 300)
  await page.mouse.wheel(0, 200)
  // A page that scrolls does so within a frame or two.
  await page.waitForTimeout(300)
  return page.evaluate(() => window.scrollY)
}

for (const strictMode of [false, true]) {
  const how = strictMode ? ', under StrictMode' : ''
  test(`useConnect under the strictest policy${how}: from the host's button to Leaf, and back to it`, async ({
    page,
    openHost,
    stack,
    grower,
  }) => {
    const broken = violations(page)
    await openHost({ ...strict(stack.bffUrl), dialog: 'hook', strictMode })
    await expect(page.getByText('ready', { exact: true })).toBeVisible()
    const top = await scrollTo(page, 'Connect my Deere')
    expect(top).toBeGreaterThan(0)
    await button(page, 'Connect my Deere').click()
    await expect(page.getByRole('heading', { level: 2, name: 'Connect John Deere' })).toBeFocused()
    expect(await wheel(page)).toBe(top)

    const opened = page.waitForEvent('popup')
    await button(page, 'Continue to John Deere').click()
    const window = await opened
    await signInAndAllow(window)
    await saveOrganizations(window)
    await expect(page.getByRole('heading', { name: 'John Deere is connected' })).toBeVisible({ timeout: 15_000 })
    await expect.poll(() => window.isClosed()).toBe(true)
    await button(page, 'Done').click()

    await expect(dialogOf(page)).toHaveCount(0)
    await expect(button(page, 'Connect my Deere')).toBeFocused()
    expect(await page.evaluate(() => scrollY)).toBe(top)
    expect(await wheel(page)).toBe(top + 200)
    expect(await successes(page)).toEqual([{ kind: 'success', widget: 0, provider: 'JohnDeere' }])
    expect(await reasons(page, 'exit')).toEqual(['done'])
    const names = (await told(page)).flatMap(({ name }) => (name === undefined ? [] : [name]))
    expect(names.filter((name) => name !== 'connection_changed')).toEqual([
      'open',
      'ready',
      'consent_accepted',
      'attempt_started',
      'provider_opened',
      'organizations_opened',
      'attempt_finished',
      'exit',
    ])
    expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: 'JohnDeere', status: 'connected' }])
    expect(broken).toEqual([])
  })
}

test('Esc asks while a sign-in is open: it goes on, or is stopped, and the window closes', async ({
  page,
  openHost,
  stack,
  grower,
}) => {
  const broken = violations(page)
  await openHost({ ...strict(stack.bffUrl), dialog: 'hook' })
  await button(page, 'Connect my Deere').click()
  const opened = page.waitForEvent('popup')
  await button(page, 'Continue to John Deere').click()
  const window = await opened
  await expect(window.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.bringToFront()
  // From the pane back to the list, and only there does Esc want to leave.
  await page.keyboard.press('Escape')
  await expect(title(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question(page)).toBeFocused()
  await button(page, 'Keep going').click()
  await expect(question(page)).toHaveCount(0)
  expect(window.isClosed()).toBe(false)
  expect(await reasons(page, 'exit')).toEqual([])

  await page.keyboard.press('Escape')
  await button(page, 'Stop').click()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect.poll(() => window.isClosed()).toBe(true)
  await expect(button(page, 'Connect my Deere')).toBeFocused()
  expect(await reasons(page, 'exit')).toEqual(['escape'])
  expect(await successes(page)).toEqual([])
  await expect
    .poll(async () => (await stack.attemptsOf(await stack.leafUserOf(grower))).map(({ status }) => status))
    .toEqual(['cancelled'])
  expect(broken).toEqual([])
})

test('exit closes without asking: the sign-in goes on, and its success is told to the page', async ({
  page,
  openHost,
  stack,
  grower,
}) => {
  const broken = violations(page)
  await openHost({ ...strict(stack.bffUrl), dialog: 'hook', consent: false })
  const opened = page.waitForEvent('popup')
  // The host has asked the grower itself: its button opens the window.
  await button(page, 'Connect my Deere').click()
  const window = await opened
  await expect(dialogOf(page)).toBeVisible()
  await button(page, 'Away').dispatchEvent('click')
  await expect(dialogOf(page)).toHaveCount(0)
  await signInAndAllow(window)
  await saveOrganizations(window)
  await expect.poll(() => successes(page), { timeout: 15_000 }).toHaveLength(1)
  expect(await reasons(page, 'exit')).toEqual(['api'])
  expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: 'JohnDeere', status: 'connected' }])

  await button(page, 'Connect accounts').click()
  await expect(page.getByRole('button', { name: /^John Deere, connected/ })).toBeVisible()
  expect(broken).toEqual([])
})

test('a host that keeps the dialog open or closed is told why it should close', async ({ page, openHost, stack }) => {
  const broken = violations(page)
  await openHost({ ...strict(stack.bffUrl), dialog: 'controlled' })
  const opener = button(page, 'Connect accounts')
  const top = await scrollTo(page, 'Connect accounts')
  await opener.click()
  await expect(title(page)).toBeFocused()
  await page.mouse.click(4, 4)
  await expect(dialogOf(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(opener).toBeFocused()

  await opener.click()
  await button(page, 'Close').click()
  await expect(opener).toBeFocused()

  await opener.click()
  await button(page, 'Connect CNH FieldOps').click()
  const opened = page.waitForEvent('popup')
  await button(page, 'Continue to FieldOps').click()
  await signInAndAllow(await opened)
  await button(page, 'Done').click({ timeout: 15_000 })
  await expect(opener).toBeFocused()

  await opener.click()
  await expect(page.getByRole('button', { name: /^CNH FieldOps, connected/ })).toBeVisible()
  await button(page, 'Away').dispatchEvent('click')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(opener).toBeFocused()

  expect(await page.evaluate(() => scrollY)).toBe(top)
  // What the page does itself it need not be told.
  expect((await told(page)).filter(({ kind }) => kind === 'open-change')).toEqual(
    ['escape', 'close', 'done'].map((reason) => ({ kind: 'open-change', widget: 0, open: false, reason })),
  )
  expect(await reasons(page, 'exit')).toEqual(['escape', 'close', 'done', 'api'])
  expect(await successes(page)).toHaveLength(1)
  expect(broken).toEqual([])
})

test('a dialog that is open at first closes by itself, and says why it went with the page', async ({
  page,
  openHost,
  stack,
}) => {
  const broken = violations(page)
  await openHost({ ...strict(stack.bffUrl), dialog: 'uncontrolled', strictMode: true })
  await expect(title(page)).toBeFocused()
  await button(page, 'Close').click()
  await expect(dialogOf(page)).toHaveCount(0)
  await button(page, 'Unmount').click()
  await button(page, 'Mount').click()
  await expect(title(page)).toBeFocused()
  await button(page, 'Unmount').dispatchEvent('click')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect.poll(() => reasons(page, 'exit')).toEqual(['close', 'unmount'])
  expect(await reasons(page, 'open-change')).toEqual(['close'])
  expect(broken).toEqual([])
})
