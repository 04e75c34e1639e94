import type { Page } from '@playwright/test'
import type { Stack } from '../stack/stack.ts'

/**
 * From now on nothing at Leaf answers. The host's page has its session already, since Leaf is asked for the user then.
 *
 * @returns ends it
 */
export const hangLeaf = async (page: Page, stack: Stack, hostPage: string): Promise<() => Promise<void>> => {
  const { search } = new URL(hostPage)
  const session = await page.request.post(`${stack.hostUrl}/session${search}`)
  const body = await session.text()
  await page.route('**/session?*', (route) => route.fulfill({ status: 201, contentType: 'application/json', body }))
  await stack.control({ faults: [{ kind: 'hang', path: '/leaf/**', times: 'always' }] })
  return () => stack.control({ clearFaults: true })
}

/** How often Leaf was asked since the beginning, and did not answer. */
export const hungRequests = async (stack: Stack): Promise<number> => {
  const answer = await fetch(`${stack.sandboxUrl}/control/requests`)
  const requests = (await answer.json()) as { fault?: string }[]
  return requests.filter(({ fault }) => fault === 'hang').length
}

declare global {
  interface Window {
    tilesAt: number
  }
}

/** In every page that is loaded from now on: notes when the first tile is painted. */
export const watchTiles = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('.hitch-tile[data-provider]') === null) requestAnimationFrame(look)
      // The task after a frame's callbacks is the first that runs behind its paint.
      else setTimeout(() => (window.tilesAt = performance.now()))
    }
    requestAnimationFrame(look)
  })

/** Milliseconds from the widget's question to its painted tiles. */
export const tilesAfter = (page: Page, bffUrl: string): Promise<number> =>
  page.evaluate((question) => {
    const [asked] = performance.getEntriesByName(question)
    return asked === undefined ? Number.NaN : window.tilesAt - asked.startTime
  }, `${bffUrl}/v1/connect`)
