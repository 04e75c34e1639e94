import type { Page } from '@playwright/test'

/**
 * Slow 4G: 150 ms for a round trip, 1.6 Mbit/s down, 750 kbit/s up. Chromium's developer tools give a request 3.75 times
 * that latency and nine tenths of the rest under the same name, for what a connection costs beside. Latency in
 * milliseconds, throughput in bytes a second.
 *
 * Source: Lighthouse, core/config/constants.js, `throttling.mobileSlow4G`.
 */
export const NETWORKS = {
  'slow 4G': { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 },
  'slow 4G of the developer tools': {
    latency: 150 * 3.75,
    downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
    uploadThroughput: (750 * 1024 * 0.9) / 8,
  },
} as const

export type Network = keyof typeof NETWORKS

/** Slows the page down to a phone with a quarter of the CPU, and keeps nothing of what it loads. */
export const asSlowPhone = async (page: Page, network: Network): Promise<void> => {
  await page.setViewportSize({ width: 412, height: 823 })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...NETWORKS[network] })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

declare global {
  interface Window {
    /** Milliseconds from the beginning of the navigation to the frame in which the list stood. */
    listPainted?: number
  }
}

/** Notes, in every document from now on, when the first element that the XPath finds has been painted. */
export const watchList = (page: Page, xpath: string): Promise<unknown> =>
  page.addInitScript((xpath) => {
    const look = (): void => {
      const found = document.evaluate(xpath, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
      if (!(found instanceof Element) || found.getClientRects().length === 0) requestAnimationFrame(look)
      // What stands in one frame has been painted when the task after the next one runs.
      else requestAnimationFrame(() => setTimeout(() => (window.listPainted = performance.now())))
    }
    requestAnimationFrame(look)
  }, xpath)

/** @returns milliseconds from the beginning of the navigation to the painted list */
export const listPainted = async (page: Page): Promise<number> => {
  const painted = await page.waitForFunction(() => window.listPainted, undefined, { timeout: 60_000 })
  return painted.evaluate((ms) => Number(ms))
}
