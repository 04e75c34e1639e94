import type { BrowserContext } from '@playwright/test'

/** These stand beside the way: the host's page asks how it goes, and the tab draws its icon. */
const aside = /^GET \/(?:v1\/attempts\/|assets\/.*\/icon\.svg$)/

/**
 * What the BFF is asked between a press and the provider's page, by the host's page and by the window alike.
 *
 * @param press opens the provider's window
 * @returns such as `POST /start`
 */
export const askedOnTheWay = async (
  context: BrowserContext,
  { bffUrl, providerUrl }: { bffUrl: string; providerUrl: string },
  press: () => Promise<void>,
): Promise<string[]> => {
  const asked: string[] = []
  let arrived = false
  context.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    arrived ||= origin === providerUrl
    const what = `${request.method()} ${pathname}`
    if (origin === bffUrl && !arrived && !aside.test(what)) asked.push(what)
  })
  const opened = context.waitForEvent('page')
  await press()
  const window = await opened
  await window.waitForURL(`${providerUrl}/**`)
  return asked
}
