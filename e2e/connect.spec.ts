import {
  consentTo,
  expectConnected,
  openProvider,
  providers,
  refuse,
  saveOrganizations,
  signInAndAllow,
  tile,
} from './grower.ts'
import { expect, successes, test } from './fixtures.ts'

for (const provider of providers) {
  test(`a grower connects ${provider.name}, from the click to Leaf`, async ({ openHost, stack, grower }) => {
    const page = await openHost()
    const window = await consentTo(page, provider.name)
    await signInAndAllow(window)
    if (provider.id === 'JohnDeere') await saveOrganizations(window)

    await expect(page.getByRole('heading', { name: /is connected$/ })).toBeVisible({ timeout: 15_000 })
    await expect.poll(() => window.isClosed(), { timeout: 10_000 }).toBe(true)

    expect(await successes(page)).toEqual([{ kind: 'success', widget: 0, provider: provider.id }])
    expect(await stack.connectionsOf(grower)).toMatchObject([{ provider: provider.id, status: 'connected' }])
    await page.getByRole('button', { name: 'Done' }).click()
    await expectConnected(page, provider.name)
  })
}

test('a reload after the outcome shows it, and tells the host nothing twice', async ({ openHost }) => {
  const page = await openHost()
  await signInAndAllow(await openProvider(page, 'CNH FieldOps'))
  await expectConnected(page, 'CNH FieldOps')
  await page.reload()
  await expectConnected(page, 'CNH FieldOps')
  await page.waitForTimeout(1_000)
  expect(await successes(page)).toEqual([])
})

test('a grower who refuses reads that nothing was shared, and may try again', async ({ openHost, stack, grower }) => {
  const page = await openHost()
  const window = await openProvider(page, 'CNH FieldOps')
  await refuse(window)
  await expect(window.getByRole('heading', { name: 'You did not allow access' })).toBeVisible()
  await expect(tile(page, 'CNH FieldOps')).toContainText('You did not allow access')
  expect(await stack.connectionsOf(grower)).toEqual([])

  const again = page.waitForEvent('popup')
  await tile(page, 'CNH FieldOps')
    .getByRole('button', { name: /Try again/ })
    .click()
  await signInAndAllow(await again)
  await expectConnected(page, 'CNH FieldOps')
})

test('two providers may be under way at once', async ({ openHost }) => {
  const page = await openHost()
  const fieldOps = await openProvider(page, 'CNH FieldOps')
  const fieldView = await openProvider(page, 'Climate FieldView')
  await signInAndAllow(fieldView)
  await expectConnected(page, 'Climate FieldView')
  await signInAndAllow(fieldOps)
  await expectConnected(page, 'CNH FieldOps')
})

test('a grower disconnects, and Leaf holds nothing any more', async ({ openHost, stack, grower }) => {
  const page = await openHost()
  await signInAndAllow(await openProvider(page, 'CNH FieldOps'))
  await expectConnected(page, 'CNH FieldOps')
  await page.getByRole('button', { name: /CNH FieldOps, connected/ }).click()
  await expect(page.getByText('Connected since')).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('heading', { name: 'Disconnect FieldOps?' })).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('button', { name: 'Connect CNH FieldOps' })).toBeVisible()
  expect(await stack.connectionsOf(grower)).toEqual([])
})
