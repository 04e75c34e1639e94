import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '../scripts/lib/chromium.mjs'

/** Each test starts its own servers through fixtures, on free ports, so tests may run side by side. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  fullyParallel: true,
  // What is timed is timed alone: `npm test` plays the two one after the other.
  projects: [
    { name: 'flows', testIgnore: '**/performance.spec.ts' },
    { name: 'speed', testMatch: '**/performance.spec.ts' },
  ],
  // Much of a flow is waiting for windows and clocks: three fill two cores.
  workers: 3,
  // A test that passes at the second go has found something.
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: process.env.HITCH_E2E_REPORT
    ? [['line'], ['json', { outputFile: process.env.HITCH_E2E_REPORT }]]
    : [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    // To keep one costs every test a fifth of its time; `--trace on` keeps it for those that are looked into.
    trace: 'off',
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: chromiumLaunch(),
  },
})
