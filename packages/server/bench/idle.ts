import { chromium, type Page } from 'playwright'
import { flow } from '../../../e2e/stack/flow.ts'
import { startStack } from '../../../e2e/stack/stack.ts'
import { chromiumLaunch } from '../../../scripts/lib/chromium.mjs'
import { PROVIDER } from './grower.ts'

const MINUTES = 10

/** What a widget asks of the BFF while it only stands open, in ten minutes of the page's clock. */
export const idleRequests = async (): Promise<{ what: string; requests: number }[]> => {
  const stack = await startStack()
  const browser = await chromium.launch(chromiumLaunch())
  try {
    await flow(stack, 'idle-connected', PROVIDER)
    const open = async (grower: string): Promise<number> => {
      const page = await browser.newPage()
      await page.clock.install()
      let requests = 0
      page.on('request', (request) => {
        if (request.url().startsWith(stack.bffUrl)) requests += 1
      })
      await page.goto(stack.hostPageUrl({ grower }))
      await page.getByRole('button', { name: /FieldOps/ }).waitFor()
      await passSeconds(page, 5)
      requests = 0
      await passSeconds(page, MINUTES * 60)
      await page.close()
      return requests
    }
    return [
      { what: 'nothing is connected', requests: await open('idle-new') },
      { what: 'one account is connected', requests: await open('idle-connected') },
    ]
  } finally {
    await browser.close()
    await stack.stop()
  }
}

/** In steps: a request that is under way must be answered before the next is due. */
const passSeconds = async (page: Page, seconds: number): Promise<void> => {
  for (let passed = 0; passed < seconds; passed += STEP) {
    await page.clock.runFor(STEP * 1_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Seconds; shorter than the widget waits between two looks. */
const STEP = 5
