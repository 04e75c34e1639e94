import type { Browser, Page } from '@playwright/test'
import { hostedListPainted } from '../performance/hosted-page.ts'
import { asSlowPhone, listPainted, watchList, type Network } from '../performance/slow-phone.ts'
import { makeLink } from '../stack/as-backend.ts'
import type { Stack } from '../stack/stack.ts'

/** Opens Leaf Link's page on a slow phone, by a grower who has put away its notice before the list. */
const leafLinkPainted = async (page: Page, url: string, network: Network): Promise<number> => {
  await page.addInitScript(() => localStorage.setItem('dismiss-warning', 'true'))
  await watchList(page, '//*[text()="Operations Center"]')
  await asSlowPhone(page, network)
  await page.goto(url, { waitUntil: 'commit' })
  return listPainted(page)
}

/** Both pages in turn, each time in a browser that has seen neither. @returns milliseconds to the painted list */
export const race = async (browser: Browser, stack: Stack, leafLink: string, network: Network, turns: number) => {
  const fresh = async (look: (page: Page) => Promise<number>): Promise<number> => {
    const context = await browser.newContext()
    const painted = await look(await context.newPage())
    await context.close()
    return painted
  }
  const hosted: number[] = []
  const other: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const { url } = await makeLink(stack, `grower-${network}-${turn}`)
    hosted.push(await fresh((page) => hostedListPainted(page, url, network)))
    other.push(await fresh((page) => leafLinkPainted(page, leafLink, network)))
  }
  return { hosted, leafLink: other }
}
