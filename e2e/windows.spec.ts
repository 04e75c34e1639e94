import type { BrowserContext } from '@playwright/test'
import { chooseOutcome, expectConnected, openProvider, signInAndAllow, tile } from './grower.ts'
import { expect, successes, test, told } from './fixtures.ts'

const name = 'CNH FieldOps'

const starts = (context: BrowserContext): string[] => {
  const seen: string[] = []
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/start') seen.push(request.url())
  })
  return seen
}

/** Hosts as they are in the wild. `form-action` of the BFF is all that a strict host must add. */
const hosts = {
  plain: () => ({}),
  'COOP same-origin': () => ({ 'cross-origin-opener-policy': 'same-origin' }),
  'Referrer-Policy no-referrer': () => ({ 'referrer-policy': 'no-referrer' }),
  'Referrer-Policy same-origin': () => ({ 'referrer-policy': 'same-origin' }),
  'the strictest policy': (bffUrl: string) => ({
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${bffUrl}; form-action ${bffUrl}; require-trusted-types-for 'script'`,
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }),
}

for (const [host, headers] of Object.entries(hosts)) {
  test(`connects from a host with ${host}`, async ({ openHost, stack }) => {
    const page = await openHost({ headers: headers(stack.bffUrl) })
    await signInAndAllow(await openProvider(page, name))
    await expectConnected(page, name)
    expect(await successes(page)).toHaveLength(1)
  })
}

test('looks as its host wants under the strictest policy, which it never breaks', async ({ openHost, stack, page }) => {
  const broken: string[] = []
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) broken.push(message.text())
  })
  await openHost({
    headers: hosts['the strictest policy'](stack.bffUrl),
    theme: 'dark',
    variables: { accent: '#f5b400', surface: '#10151d', text: '#e9eef6', radius: '6px' },
  })
  const frame = page.getByRole('region')
  await expect(frame).toHaveCSS('background-color', 'rgb(16, 21, 29)')
  await expect(frame).toHaveCSS('border-radius', '6px')
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  const button = page.getByRole('button', { name: /^Continue to / })
  await expect(button).toHaveCSS('background-color', 'rgb(245, 180, 0)')
  // Black, whichever way it is written.
  await expect(button).toHaveCSS('color', /^(rgb\(0, 0, 0\)|color\(xyz-d65 0 0 0\))$/)
  expect(broken).toEqual([])
})

test('follows a color-scheme that a script has set, though a bundler has rewritten light-dark()', async ({
  openHost,
}) => {
  const page = await openHost()
  const frame = page.getByRole('region')
  await expect(frame).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'))
  await expect(frame).toHaveCSS('background-color', 'rgb(20, 24, 21)')
})

test('connects when the provider severs the opener', async ({ openHost }) => {
  const page = await openHost()
  const window = await openProvider(page, name)
  await chooseOutcome(window, 'severed_opener')
  await signInAndAllow(window)
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
})

test('a host whose form-action forbids the BFF is told so, and the line to add', async ({ openHost }) => {
  const page = await openHost({ headers: { 'content-security-policy': "form-action 'self'" } })
  await openProvider(page, name)
  await expect(tile(page, name)).toContainText('Not working right now')
  const events = (await told(page)).filter((entry) => entry.name === 'error' || entry.kind === 'exit')
  expect(JSON.stringify(events)).not.toContain('network_offline')
})

test('a blocked window goes on in this tab, and comes back to the page', async ({ page, stack, grower }) => {
  await page.goto(stack.hostPageUrl({ grower }))
  await page.evaluate(() => {
    window.open = () => null
  })
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await page.getByRole('button', { name: 'Continue in this tab' }).click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(stack.hostPageUrl({ grower }))
  await expectConnected(page, name)
  await expect.poll(() => successes(page)).toHaveLength(1)
})

test('a closed window is not a cancel: the grower may reopen it', async ({ openHost }) => {
  const page = await openHost()
  const window = await openProvider(page, name)
  await expect(window.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await window.close()
  await expect(tile(page, name).getByRole('button', { name: 'Reopen window' })).toBeVisible()
  // Within a second of the press before it, a press is the second half of a double click.
  await page.waitForTimeout(1000)
  const reopened = page.waitForEvent('popup')
  await tile(page, name).getByRole('button', { name: 'Reopen window' }).click()
  await signInAndAllow(await reopened)
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
})

test('a window closed right after the last press still ends connected', async ({ openHost }) => {
  const page = await openHost()
  const window = await openProvider(page, name)
  await window.getByRole('button', { name: 'Sign in' }).click()
  const consumed = page
    .context()
    .waitForEvent('request', (request) => request.method() === 'POST' && request.url().includes('/callback/'))
  await window.getByRole('button', { name: 'Allow' }).click()
  await consumed
  await window.close()
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
})

for (const consent of [true, false]) {
  const who = consent ? 'the consent pane' : 'a tile whose host has asked for consent'
  test(`a double click in ${who} opens one window and starts once`, async ({ openHost }) => {
    const page = await openHost({ consent })
    const seen = starts(page.context())
    const opened = page.waitForEvent('popup')
    const connect = page.getByRole('button', { name: `Connect ${name}` })
    if (consent) await connect.click()
    await (consent ? page.getByRole('button', { name: 'Continue to FieldOps' }) : connect).dblclick()
    await signInAndAllow(await opened)
    await expect.poll(() => successes(page)).toHaveLength(1)
    expect(seen).toHaveLength(1)
  })
}

test('StrictMode changes nothing', async ({ openHost }) => {
  const page = await openHost({ strictMode: true })
  const seen = starts(page.context())
  await signInAndAllow(await openProvider(page, name))
  await expectConnected(page, name)
  expect(seen).toHaveLength(1)
  expect(await successes(page)).toHaveLength(1)
})

test('two widgets on a page: one tells the host, both show it', async ({ openHost }) => {
  const page = await openHost({ widgets: 2 })
  const opened = page.waitForEvent('popup')
  await page
    .getByRole('button', { name: `Connect ${name}` })
    .first()
    .click()
  await page.getByRole('button', { name: 'Continue to FieldOps' }).click()
  await signInAndAllow(await opened)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(tile(page, name).first()).toContainText('Connected')
  await expect.poll(async () => (await successes(page)).length).toBe(1)
})

test('unmounted while the window is open: the next mount goes on with it', async ({ openHost }) => {
  const page = await openHost()
  const window = await openProvider(page, name)
  await page.getByRole('button', { name: 'Unmount' }).click()
  await signInAndAllow(window)
  await page.getByRole('button', { name: 'Mount' }).click()
  await expectConnected(page, name)
  await expect.poll(async () => (await successes(page)).length).toBe(1)
})

test('a reload in mid-flow goes on, and ends exactly once', async ({ openHost }) => {
  const page = await openHost()
  const window = await openProvider(page, name)
  await expect(window.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await expect(tile(page, name)).toContainText('Finish at FieldOps')
  await signInAndAllow(window)
  await expectConnected(page, name)
  await expect.poll(async () => (await successes(page)).length).toBe(1)
})

test('a session that ended is refilled in mid-flow, without a word', async ({ openHost, stack, grower }) => {
  const page = await openHost()
  const sessionIds = () =>
    page.evaluate(() => [
      ...new Set(window.told.flatMap(({ sessionId }) => (sessionId === undefined ? [] : [sessionId]))),
    ])
  await expect.poll(sessionIds).not.toEqual([])
  const popup = await openProvider(page, name)
  for (const sessionId of await sessionIds()) await stack.endSession(sessionId)
  await signInAndAllow(popup)
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
  expect(await stack.connectionsOf(grower)).toHaveLength(1)
})
