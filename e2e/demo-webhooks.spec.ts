import type { Page } from '@playwright/test'
import { expect, testWithDemo } from './fixtures.ts'
import { expectConnected, openProvider, signInAndAllow, tile } from './grower.ts'

const test = testWithDemo()

test('an account that stops working is told to the host’s backend and shown by the open widget, within seconds', async ({
  page,
  demo,
}) => {
  const { stack } = demo
  expect(await stack.hitch('leaf-alerts')).toContain(`Leaf sends it to ${stack.bffUrl}/webhooks/leaf`)
  expect(await stack.hitch('leaf-alerts')).toContain('registered at Leaf already')

  // Its clock goes as usual, but for half a minute that need not be waited for.
  await page.clock.install()
  await page.goto(`${demo.url}/sign-in`)
  await page.getByRole('button', { name: 'Willow Creek Grain' }).click()
  await signInAndAllow(await openProvider(page, 'CNH FieldOps'))
  await expectConnected(page, 'CNH FieldOps')
  const told = page.getByRole('region', { name: 'What our server was told' }).getByRole('listitem')
  await expect(told).toHaveText([/connection\.connected.*CNHIFieldOps/s], { timeout: 10_000 })

  const leafUserId = await leafUserOf(page, demo.url)
  await stack.control({ setStatus: { leafUserId, provider: 'CNHIFieldOps', status: 'invalid' } })
  await expect(told.first()).toHaveText(/connection\.needs_attention.*CNHIFieldOps/s, {
    timeout: 10_000,
  })
  await expect(page.getByRole('region', { name: 'What our server knows' })).toContainText('needs_attention')
  await page.clock.fastForward(30_000)
  await expect(tile(page, 'CNH FieldOps')).toContainText('Reconnect')
  await expect(told).toHaveCount(2)
})

/** Leaf's user of the farm that is signed in, as its backend knows it. */
const leafUserOf = async (page: Page, url: string): Promise<string> => {
  const answer = await page.request.get(`${url}/api/connections`)
  return ((await answer.json()) as { leafUserId: string }).leafUserId
}
