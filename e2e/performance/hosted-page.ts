import type { Page } from '@playwright/test'
import { asSlowPhone, listPainted, watchList, type Network } from './slow-phone.ts'

/** Opens the hosted page from a link, on a slow phone. @returns milliseconds from its own request to its painted list */
export const hostedListPainted = async (page: Page, link: string, network: Network): Promise<number> => {
  await page.goto(link)
  await watchList(page, '//li[@data-provider]//h3')
  await asSlowPhone(page, network)
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true })
  await page.waitForURL('**/connect', { waitUntil: 'commit' })
  return listPainted(page)
}
