import type { ProviderId, ProviderSummary } from '@hitch/protocol'
import { expect } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import type { ConnectProps } from '../connect-props.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import { createFakeCore } from './fake-core.ts'
import { connectState, NOW, PROVIDERS } from './fixtures.ts'

/** So many that a field to search them stands above. */
const providers: ProviderSummary[] = [
  ...Object.values(PROVIDERS),
  ...['Green Cab', 'Blue Furrow', 'Müller Électronique'].map((label) => ({
    ...PROVIDERS.ClimateFieldView,
    id: label as ProviderId,
    label,
    shortLabel: label,
    brands: [label],
  })),
]

/** What stands in a dialog alone, and in a list of more than six accounts; what is wrong in each is gathered. */
export const throughDialogAndSearch = async (
  wrongIn: () => string[],
  props: Partial<ConnectProps> = {},
): Promise<string[]> => {
  const fake = createFakeCore({ connect: connectState({ providers }) })
  const wrong: string[] = []
  const look = async (place: string): Promise<void> => {
    await new Promise(requestAnimationFrame)
    wrong.push(...wrongIn().map((what) => `${place}: ${what}`))
  }
  await render(
    <ConnectRoot
      baseUrl="https://connect.example"
      fetchSession={() => Promise.resolve('token')}
      createCore={fake.create}
      isFramed={() => false}
      now={() => NOW}
      {...props}
      display="dialog"
      defaultOpen
    />,
  )
  const field = page.getByRole('searchbox')
  await expect.element(field).toBeVisible()
  await look('list')
  await field.fill('deere')
  await expect.element(page.getByRole('heading', { name: 'Green Cab' })).not.toBeInTheDocument()
  await look('found')
  await field.fill('nobody')
  await expect.element(page.getByRole('button', { name: 'Clear search' })).toBeVisible()
  await look('nothing found')
  await page.getByRole('button', { name: 'Clear search' }).click()

  await page.getByRole('button', { name: 'Connect John Deere' }).click()
  await expect.element(page.getByRole('button', { name: 'All accounts' })).toBeVisible()
  await look('consent')
  fake.flow('JohnDeere', { status: 'waiting', attemptId: 'att_9f2c', windowGone: false })
  await expect.element(page.getByRole('heading', { name: /^Finish at/ })).toBeVisible()
  await look('waiting')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.element(page.getByRole('button', { name: 'Keep going' })).toBeVisible()
  await look('question')
  await userEvent.keyboard('{Escape}')
  return wrong
}
