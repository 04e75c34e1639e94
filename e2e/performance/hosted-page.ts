import type { Page } from '@playwright/test'
import type { CreatedLink } from '@hitch/protocol'
import type { Stack } from '../stack/stack.ts'
import { asSlowPhone, listPainted, watchList, type Network } from './slow-phone.ts'

/** A link's address, fresh. @throws {Error} with the BFF's answer */
export const freshLink = async ({ bffUrl, secretKey }: Stack, externalId: string): Promise<string> => {
  const response = await fetch(`${bffUrl}/v1/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ externalId, subject: 'North Ridge Farm' }),
  })
  if (!response.ok) throw new Error(`no link: ${response.status} ${await response.text()}`)
  const { url } = (await response.json()) as CreatedLink
  return url
}

/** Opens the hosted page from a link, on a slow phone. @returns milliseconds from its own request to its painted list */
export const hostedListPainted = async (page: Page, link: string, network: Network): Promise<number> => {
  await page.goto(link)
  await watchList(page, '//li[@data-provider]//h3')
  await asSlowPhone(page, network)
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true })
  await page.waitForURL('**/connect', { waitUntil: 'commit' })
  return listPainted(page)
}
