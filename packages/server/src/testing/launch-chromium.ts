import { chromium, type Browser, type LaunchOptions } from 'playwright'

/** The Chromium that all tests of this tree share, found as they find it. */
export const launchChromium = async (): Promise<Browser> => {
  const shared = new URL('../../../../scripts/lib/chromium.mjs', import.meta.url).href
  const { chromiumLaunch } = (await import(/* @vite-ignore */ shared)) as { chromiumLaunch: () => LaunchOptions }
  return await chromium.launch(chromiumLaunch())
}
