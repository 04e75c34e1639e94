import { test as base, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { type DemoSite, startDemoSite } from './stack/demo-site.ts'
import type { HostPage } from './stack/host-site.ts'
import { startStack, type Stack } from './stack/stack.ts'

interface TestFixtures {
  /** A stack of this test's own, for tests that kill or read a whole log. */
  ownStack: Stack
  /** A grower of this test's own: tests share a stack and never meet. */
  grower: string
  /** Opens the host's page with this test's grower. */
  openHost: (page?: Omit<HostPage, 'grower'>) => Promise<Page>
}

/** One stack per worker; a test that kills or reconfigures takes `ownStack`. */
export const test = base.extend<TestFixtures, { stack: Stack }>({
  stack: [
    // Playwright reads the first parameter's pattern to learn what a fixture needs.
    async ({}, use) => {
      const stack = await startStack()
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  ownStack: [
    async ({}, use) => {
      const stack = await startStack()
      await use(stack)
      await stack.stop()
    },
    { timeout: 120_000 },
  ],
  grower: async ({}, use) => {
    await use(`grower-${randomUUID()}`)
  },
  openHost: async ({ page, stack, grower }, use) => {
    await use(async (options = {}) => {
      await page.goto(stack.hostPageUrl({ grower, ...options }))
      return page
    })
  },
})

/** A demo for the file that asks: the three farms of another file's tests are not these. */
export const testWithDemo = () => {
  const withDemo = base.extend<object, { demo: DemoSite }>({
    demo: [
      async ({}, use) => {
        const demo = await startDemoSite()
        await use(demo)
        await demo.stop()
      },
      { scope: 'worker', timeout: 120_000 },
    ],
  })
  // Spread over workers, a file would start its five servers in each of them; the other workers have other files.
  withDemo.describe.configure({ mode: 'default' })
  return withDemo
}

export { expect } from '@playwright/test'

/** What the host was told, read from its page, in the order in which it happened. */
export const told = (page: Page) => page.evaluate(() => window.told)

/** The times that `onSuccess` was called. */
export const successes = async (page: Page) => (await told(page)).filter((entry) => entry.kind === 'success')
