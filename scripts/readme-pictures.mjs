/**
 * `pnpm pictures:readme`: the README's pictures, `docs/pictures/widget-light.png` and `-dark.png`: four moments of one
 * connection side by side, as the stories show them. They are looked at before they are committed.
 */
import { join, resolve } from 'node:path'
import { play, withStorybook } from './lib/storybook.mjs'

const root = resolve(import.meta.dirname, '..')

/** From the list to what has arrived. */
const MOMENTS = [
  'widget--first-visit',
  'pane-consent--organizations',
  'pane-connecting--waiting',
  'pane-details--details',
]

/** The page's own ground behind the frames, in each theme. */
const GROUND = { light: '#eceeec', dark: '#0b0e0c' }

/** Pixels. */
const [FRAME, GAP] = [440, 28]

await withStorybook(root, async ({ browser, address }) => {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const context = await browser.newContext({ deviceScaleFactor: 2 })
    const page = await context.newPage()
    const shots = []
    for (const id of MOMENTS) {
      await play(page, address, { id }, { width: FRAME + 32, theme })
      // The ring shows where the play's keyboard stood.
      await page.evaluate('document.activeElement?.blur()')
      const shot = await page.locator('.hitch').first().screenshot({ animations: 'disabled' })
      shots.push(`<img src="data:image/png;base64,${shot.toString('base64')}" width="${FRAME}" alt="">`)
    }
    const width = MOMENTS.length * (FRAME + GAP) + GAP
    await page.setViewportSize({ width, height: 600 })
    await page.setContent(`<!doctype html><style>
      body { display: flex; align-items: flex-start; gap: ${GAP}px; margin: 0; padding: ${GAP}px; background: ${GROUND[theme]} }
      img { border-radius: 12px }
    </style>${shots.join('')}`)
    // Twice as fine as it is shown; the README shows it at half its width.
    await page.screenshot({ path: join(root, `docs/pictures/widget-${theme}.png`), fullPage: true })
    await context.close()
  }
})
