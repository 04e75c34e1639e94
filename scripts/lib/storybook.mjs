/** The built Storybook, looked at in Chromium. `storybook build` comes first. */
import { chromium } from 'playwright'
import { preview } from 'vite'
import { chromiumLaunch, provideChromium } from './chromium.mjs'

/**
 * @import { Browser, Page } from 'playwright'
 *
 * @typedef {object} Look how a story is looked at
 * @property {number} width of the window, in pixels
 * @property {'light' | 'dark'} [theme] light
 * @property {boolean} [forced] in forced colours
 * @property {string} [locale] for stories that have one
 *
 * @typedef {{ id: string, type: string, title: string, name: string }} Entry of Storybook's index
 */

/**
 * Opens it, and closes it whatever comes of the looking.
 *
 * @param {string} root
 * @param {(opened: { browser: Browser, address: string }) => Promise<void>} look
 */
export async function withStorybook(root, look) {
  await provideChromium(root)
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir: 'storybook-static' },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const browser = await chromium.launch(chromiumLaunch())
  try {
    await look({ browser, address: server.resolvedUrls?.local[0] ?? '' })
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * Opens the story and waits until it has been played.
 *
 * @param {Page} page @param {string} address of the built Storybook @param {Pick<Entry, 'id'>} story @param {Look} look
 */
export async function play(page, address, { id }, { width, theme = 'light', locale }) {
  // What axe finds is asked by the tests.
  const query = new URLSearchParams({ id, viewMode: 'story', globals: `theme:${theme};a11y.manual:!true` })
  if (locale) query.set('args', `locale:${locale}`)
  await page.setViewportSize({ width, height: 800 })
  await page.goto(`${address}iframe.html?${query}`)
  await page.waitForFunction(
    "['finished', 'errored', 'aborted'].includes(globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase)",
    undefined,
    { timeout: 120_000 },
  )
  // On a phone the page leaves nothing of its own at the sides.
  if (width < 400) await page.addStyleTag({ content: '.sb-main-padded { padding-inline: 0 !important }' })
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => {})))',
  )
}
