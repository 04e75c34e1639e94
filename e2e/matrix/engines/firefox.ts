import { launch, type Page } from 'puppeteer-core'
import { findFirefox } from '../../../scripts/lib/firefox.mjs'
import { sleep, waitFor } from '../wait.ts'
import type { Engine, HostTab, Tab } from './engine.ts'

/** Firefox sometimes stays after it was asked to go; then it ends with this process. Milliseconds. */
const GOES_WITHIN = 5000

export const startFirefox = async (): Promise<Engine> => {
  const executablePath = findFirefox()
  if (executablePath === undefined) throw new Error('Firefox is missing')
  const browser = await launch({ browser: 'firefox', executablePath, headless: true })
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    growers: 3,
    async open(url, framed) {
      const context = await browser.createBrowserContext()
      // Of several tabs in a window only one is visible, and a hidden widget asks less often.
      const page = await context.newPage({ type: 'window' })
      // Puppeteer tells a page of its popups, but not of those that its frames open.
      const pages = new Set([page])
      const popups = async (): Promise<Page[]> => {
        for (const one of await context.pages()) pages.add(one)
        return [...pages].slice(1)
      }
      await page.goto(url)
      const host: HostTab = {
        ...tabOf(page, framed),
        async popup(count) {
          return tabOf(await waitFor(`window ${count}`, async () => (await popups())[count - 1]), false)
        },
        close: () => context.close(),
      }
      return host
    },
    async stop() {
      await Promise.race([browser.close(), sleep(GOES_WITHIN)])
    },
  }
}

const tabOf = (page: Page, framed: boolean): Tab => {
  const place = () => (framed ? page.frames()[1] : undefined) ?? page.mainFrame()
  return {
    evaluate: (expression) => place().evaluate(expression),
    async click(xpath) {
      const button = await place().$(`xpath/${xpath}`)
      await button?.click()
    },
    reload: async () => {
      await page.reload()
    },
    async close() {
      if (!page.isClosed()) await page.close()
    },
  }
}
