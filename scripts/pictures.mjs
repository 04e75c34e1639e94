/**
 * `pnpm pictures`: a picture of every story for the eye, in `pictures/`, and a page that shows them side by side.
 * `pnpm pictures widget` takes those whose id contains "widget"; `--look=dark-320,forced` takes these looks alone.
 *
 * No test: what can be asserted about a layout is asserted in the stories. This is for what only an eye can judge.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { preview } from 'vite'
import { chromiumLaunch, provideChromium } from './lib/chromium.mjs'

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

const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'pictures')

/** @type {Record<string, Look>} */
const looks = {
  'light-1280': { width: 1280 },
  'dark-1280': { width: 1280, theme: 'dark' },
  'light-320': { width: 320 },
  'dark-320': { width: 320, theme: 'dark' },
  forced: { width: 1280, forced: true },
  'pt-BR': { width: 320, locale: 'pt-BR' },
  es: { width: 320, locale: 'es' },
  fr: { width: 320, locale: 'fr' },
  de: { width: 320, locale: 'de' },
}

/**
 * Opens the story and waits until it has been played.
 *
 * @param {Page} page @param {string} address of the built Storybook @param {Entry} story @param {Look} look
 */
async function play(page, address, { id }, { width, theme = 'light', locale }) {
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

/**
 * Where the story stands, and a little around it: the rest of a wide window is empty.
 *
 * @param {Page} page @returns {Promise<{ x: number, y: number, width: number, height: number }>} in pixels
 */
async function place(page) {
  // A play may leave the page further down, and the picture is of the whole page.
  await page.evaluate('scrollTo(0, 0)')
  /** @type {{ left: number, top: number, right: number, bottom: number }[]} */
  const boxes = await page.evaluate(
    "[...document.querySelectorAll('#storybook-root > *')].map((element) => element.getBoundingClientRect().toJSON())",
  )
  const [x, y] = [Math.min(...boxes.map(({ left }) => left)), Math.min(...boxes.map(({ top }) => top))]
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))]
  return { x: Math.max(x - 16, 0), y: Math.max(y - 16, 0), width: right - x + 32, height: bottom - y + 32 }
}

/** Stories that have a language: the others would show the same words once more. */
const inLanguages = /tile|pane|widget-/

/** @param {Browser} browser @param {string} address @param {{ name: string, story: Entry }[]} tasks */
async function take(browser, address, tasks) {
  for (const [name, look] of Object.entries(looks)) {
    const mine = tasks.filter((task) => task.name === name)
    if (mine.length === 0) continue
    const page = await browser.newPage({ forcedColors: look.forced ? 'active' : 'none' })
    for (const { story } of mine) {
      await play(page, address, story, look)
      await page.screenshot({ path: join(folder, name, `${story.id}.png`), fullPage: true, clip: await place(page) })
    }
    await page.close()
  }
}

/** @param {string[]} names @param {Entry[]} stories */
const overview = (names, stories) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title>
<style>
  body { margin: 16px; font: 14px/1.4 system-ui, sans-serif }
  section { display: flex; gap: 12px; overflow-x: auto; padding-block-end: 16px }
  figure { flex: none; margin: 0 }
  img { display: block; max-inline-size: 480px; border: 1px solid #ccc }
</style>
${stories
  .map(
    ({ id, title, name }) =>
      `<h2>${title}: ${name}</h2><section>${names
        .map(
          (look) =>
            `<figure><img loading="lazy" src="${look}/${id}.png" alt=""><figcaption>${look}</figcaption></figure>`,
        )
        .join('')}</section>`,
  )
  .join('\n')}</html>
`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { look: { type: 'string' } } })
const names = values.look?.split(',') ?? Object.keys(looks)
const unknown = names.filter((name) => !(name in looks))
if (unknown.length > 0)
  throw new Error(`No such look: ${unknown.join(', ')}. There are ${Object.keys(looks).join(', ')}.`)

await provideChromium(root)
rmSync(folder, { recursive: true, force: true })
for (const name of names) mkdirSync(join(folder, name), { recursive: true })
const server = await preview({
  root,
  configFile: false,
  logLevel: 'silent',
  build: { outDir: 'storybook-static' },
  preview: { host: '127.0.0.1', port: 0 },
})
const browser = await chromium.launch(chromiumLaunch())
try {
  const address = server.resolvedUrls?.local[0] ?? ''
  const response = await fetch(`${address}index.json`)
  const { entries } = /** @type {{ entries: Record<string, Entry> }} */ (await response.json())
  const stories = Object.values(entries).filter(
    ({ id, type }) => type === 'story' && positionals.every((part) => id.includes(part)),
  )
  const tasks = stories.flatMap((story) =>
    names.filter((name) => !looks[name]?.locale || inLanguages.test(story.id)).map((name) => ({ name, story })),
  )
  // Two windows for two cores.
  await Promise.all(
    [0, 1].map((half) =>
      take(
        browser,
        address,
        tasks.filter((_, index) => index % 2 === half),
      ),
    ),
  )
  writeFileSync(join(folder, 'index.html'), overview(names, stories))
  console.log(`${tasks.length} pictures of ${stories.length} stories: ${join(folder, 'index.html')}`)
} finally {
  await browser.close()
  await server.close()
}
