import { expectConnected, openProvider, signInAndAllow, tile } from './grower.ts'
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
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await expect(tile(page, name)).not.toContainText('Opening', { timeout: 20_000 })
  await stack.startBff()
  const opened = page.waitForEvent('popup')
  await tile(page, name)
    .getByRole('button', { name: /Try again|Try now/ })
    .click()
  await signInAndAllow(await opened)
  await expectConnected(page, name)
})
