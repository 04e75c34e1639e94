import { chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../../../scripts/lib/chromium.mjs'
import { sleep, waitFor } from '../wait.ts'
import type { Engine, HostTab, Tab } from './engine.ts'

/** A window that is closed while a form in it is on its way is closed at once, and Playwright sometimes not told. Milliseconds. */
const CLOSES_WITHIN = 3000

export const startChromium = async (): Promise<Engine> => {
  const browser = await chromium.launch(chromiumLaunch())
  return {
    version: `Chromium ${browser.version()}`,
    growers: 4,
    async open(url, framed) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const popups: Page[] = []
      // Not the page's own event: that tells nothing of windows that do not know who opened them.
      context.on('page', (popup) => popups.push(popup))
      await page.goto(url)
      const host: HostTab = {
        ...tabOf(page, framed),
        async popup(count) {
          const popup = await waitFor(`window ${count}`, () => popups[count - 1])
          return tabOf(popup, false)
        },
        close: () => context.close(),
      }
      return host
    },
    stop: () => browser.close(),
  }
}

const tabOf = (page: Page, framed: boolean): Tab => {
  const place = () => (framed ? (page.frames()[1] ?? page.mainFrame()) : page.mainFrame())
  return {
    evaluate: (expression) => place().evaluate(expression),
    click: (xpath) => place().locator(`xpath=${xpath}`).click(),
    reload: async () => {
      await page.reload()
    },
    async close() {
      await Promise.race([page.close(), sleep(CLOSES_WITHIN)])
    },
  }
}
