import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

/** What axe finds wrong inside of `selector`, in light and in dark: each rule with the element that breaks it. */
export const violationsIn = async (page: Page, selector: string): Promise<string[]> => {
  // Not by a script tag: the site's policy lets none in.
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // On the way from one colour to the other a button has neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const seen = await page.evaluate<string[]>(`axe.run(${JSON.stringify(selector)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
    found.push(...seen.map((one) => `${colorScheme}: ${one}`))
  }
  return found
}
