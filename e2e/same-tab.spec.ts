import type { Page } from '@playwright/test'
import type { HostPage } from './stack/host-site.ts'
import { expectConnected, refuse, saveOrganizations, signInAndAllow, tile } from './grower.ts'
import { expect, test } from './fixtures.ts'

const name = 'CNH FieldOps'
const redirect = { flow: 'redirect', journal: 'CNHIFieldOps' } satisfies Partial<HostPage>

/** Presses the tile, reads the consent and leaves the page. */
const leaveFor = async (page: Page, short: string): Promise<void> => {
  await page.getByRole('button', { name: `Continue to ${short}` }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
}

test('goes to the provider in the same tab, and comes back connected; the host is told once', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost(redirect)
  const address = page.url()
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await leaveFor(page, 'FieldOps')
  await signInAndAllow(page)
  await expect(page).toHaveURL(address)
  await expectConnected(page, name)
  const told = () => stack.journalOf(grower).filter(({ kind }) => kind === 'success')
  await expect.poll(told).toHaveLength(1)

  await page.reload()
  await expectConnected(page, name)
  await page.waitForTimeout(1_000)
  expect(told()).toHaveLength(1)
  expect(page.context().pages()).toHaveLength(1)
  expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: 'CNHIFieldOps', status: 'connected' }])
})

test('goes there from a dialog, organizations and all, and delivers though the dialog is closed then', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost({ flow: 'redirect', journal: 'JohnDeere', dialog: 'hook' })
  const address = page.url()
  await page.getByRole('button', { name: 'Connect my Deere' }).click()
  await leaveFor(page, 'John Deere')
  await signInAndAllow(page)
  await saveOrganizations(page)
  await expect(page).toHaveURL(address)
  const told = () => stack.journalOf(grower).filter(({ kind }) => kind === 'success')
  await expect.poll(told, { timeout: 15_000 }).toHaveLength(1)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Connect accounts' }).click()
  await expect(page.getByRole('button', { name: /^John Deere, connected/ })).toBeVisible()
  await page.waitForTimeout(1_000)
  expect(told()).toHaveLength(1)
})

test('back in the browser instead of signing in: the tile offers to go on, and it ends connected once', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost(redirect)
  const address = page.url()
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await leaveFor(page, 'FieldOps')
  await page.goBack()
  await expect(page).toHaveURL(address)
  await expect(tile(page, name)).toContainText('Finish at FieldOps')
  await expect(tile(page, name).getByRole('button', { name: 'Reopen window' })).toBeHidden()
  await tile(page, name).getByRole('button', { name: 'Continue in this tab' }).click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(address)
  await expectConnected(page, name)
  const told = () => stack.journalOf(grower).filter(({ kind }) => kind === 'success')
  await expect.poll(told).toHaveLength(1)
  await page.waitForTimeout(1_000)
  expect(told()).toHaveLength(1)
})

test('back in the browser, and the grower gives it up: nothing was shared, and it may begin anew', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost(redirect)
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await leaveFor(page, 'FieldOps')
  await page.goBack()
  await page.getByRole('button', { name: `Cancel ${name}` }).click()
  await expect(page.getByRole('button', { name: `Connect ${name}` })).toBeVisible()
  expect(await stack.connectionsOf(grower)).toEqual([])
  expect(stack.journalOf(grower).filter(({ kind }) => kind === 'success')).toEqual([])
})

test('refused at the provider: back on the page the tile says so, and a second go connects', async ({
  openHost,
  stack,
  grower,
}) => {
  const page = await openHost(redirect)
  const address = page.url()
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await leaveFor(page, 'FieldOps')
  await refuse(page)
  await expect(page).toHaveURL(address)
  await expect(tile(page, name)).toContainText('You did not allow access')
  expect(await stack.connectionsOf(grower)).toEqual([])
  const ended = () =>
    stack.journalOf(grower).flatMap((entry) => (entry.kind === 'finished' ? [[entry.status, entry.code]] : []))
  await expect.poll(ended).toEqual([['failed', 'access_denied']])

  await tile(page, name)
    .getByRole('button', { name: /Try again/ })
    .click()
  await signInAndAllow(page)
  await expect(page).toHaveURL(address)
  await expectConnected(page, name)
  await expect.poll(ended).toEqual([
    ['failed', 'access_denied'],
    ['connected', undefined],
  ])
  expect(page.context().pages()).toHaveLength(1)
})
