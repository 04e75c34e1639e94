/**
 * `pnpm pictures`: a picture of every story for the eye, in `pictures/`, and a page that shows them side by side.
 * `pnpm pictures widget` takes those whose id contains "widget"; `--look=dark-320,forced` takes these looks alone.
 *
 * No test: what can be asserted about a layout is asserted in the stories. This is for what only an eye can judge.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { play, withStorybook } from './lib/storybook.mjs'

/**
 * @import { Browser, Page } from 'playwright'
 * @import { Entry, Look } from './lib/storybook.mjs'
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

rmSync(folder, { recursive: true, force: true })
for (const name of names) mkdirSync(join(folder, name), { recursive: true })
await withStorybook(root, async ({ browser, address }) => {
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
})
