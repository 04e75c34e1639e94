import type { Page } from '@playwright/test'
import { expectConnected, openProvider, saveOrganizations, signInAndAllow, tile } from './grower.ts'
import { expect, successes, test } from './fixtures.ts'

const name = 'John Deere'

/** Signs in and stops before John Deere's second page is answered. */
const reachOrganizations = async (page: Page): Promise<Page> => {
  const window = await openProvider(page, name)
  await signInAndAllow(window)
  await expect(window.getByRole('button', { name: 'Save' })).toBeVisible()
  return window
}

test('signed in is not connected: until an organization is shared the tile says one step is left', async ({
  openHost,
}) => {
  const page = await openHost()
  const window = await reachOrganizations(page)
  await expect(tile(page, name)).toContainText('One step left')
  expect(await successes(page)).toEqual([])
  await saveOrganizations(window)
  await expectConnected(page, name)
  await expect.poll(() => successes(page)).toHaveLength(1)
})

test('the page never came back: the step alone is reopened, and ends connected', async ({ openHost }) => {
  const page = await openHost()
  const window = await reachOrganizations(page)
  await window.close()
  const reopened = page.waitForEvent('popup')
  await tile(page, name).getByRole('button', { name: 'Choose organizations' }).click()
  const again = await reopened
  await expect(again.getByRole('button', { name: 'Sign in' })).toHaveCount(0)
  await saveOrganizations(again)
  await expectConnected(page, name)
  await expect.poll(() => successes(page)).toHaveLength(1)
})

test('later: the grower leaves, comes back another day, and chooses', async ({ openHost, stack, grower }) => {
  const page = await openHost()
  const window = await reachOrganizations(page)
  await window.close()
  await tile(page, name).getByRole('button', { name: 'Later' }).click()
  await expect
    .poll(async () => (await stack.connectionsOf(grower))[0]?.status, { timeout: 15_000 })
    .toBe('choose_organizations')
  expect(await successes(page)).toEqual([])

  await page.reload()
  await expect(tile(page, name)).toContainText('One step left')
  const reopened = page.waitForEvent('popup')
  await tile(page, name).getByRole('button', { name: 'Choose organizations' }).click()
  await saveOrganizations(await reopened)
  await expectConnected(page, name)
  await expect.poll(() => successes(page)).toHaveLength(1)
})
