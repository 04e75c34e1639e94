import { consentTo, expectConnected, openProvider, signInAndAllow, tile } from './grower.ts'
import { expect, successes, test } from './fixtures.ts'

const name = 'CNH FieldOps'

test('the BFF is killed while Leaf hangs at the attach; the grower ends connected, once', async ({
  page,
  ownStack: stack,
  grower,
}) => {
  test.slow()
  await page.goto(stack.hostPageUrl({ grower }))
  const window = await openProvider(page, name)
  await stack.hangAttach(true)
  await signInAndAllow(window)
  await expect(tile(page, name)).toContainText('Almost done')
  // Killed before the sign-in is sealed, it could but ask for another.
  const leafUser = await stack.leafUserOf(grower)
  await expect.poll(async () => (await stack.attemptsOf(leafUser))[0]?.status).toBe('attaching')
  await stack.killBff()
  await stack.hangAttach(false)
  await stack.startBff()
  await expectConnected(page, name)
  expect(await successes(page)).toHaveLength(1)
})

test('the BFF is away at the click: the tile says so, and a later try works', async ({
  page,
  ownStack: stack,
  grower,
}) => {
  await page.goto(stack.hostPageUrl({ grower }))
  await expect(page.getByRole('button', { name: `Connect ${name}` })).toBeVisible()
  await stack.killBff()
  const stopped = await consentTo(page, name)
  const again = page.getByRole('button', { name: /Try again|Try now/ })
  await expect(again).toBeVisible({ timeout: 20_000 })
  expect(stopped.isClosed()).toBe(true)
  await page.getByRole('button', { name: 'All accounts' }).click()
  await stack.startBff()
  const opened = page.waitForEvent('popup')
  await tile(page, name).locator(again).click()
  await signInAndAllow(await opened)
  await expectConnected(page, name)
})
