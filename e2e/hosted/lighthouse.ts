import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch, type Page } from 'puppeteer-core'
import { chromiumLaunch } from '../../scripts/lib/chromium.mjs'
import { installInto } from '../../scripts/lib/compare/install.ts'
import { median } from '../../scripts/lib/statistics.ts'
import { makeLink } from '../stack/as-backend.ts'
import type { Stack } from '../stack/stack.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'

/** What is promised of each category, of 100. */
const PROMISED = { performance: 95, accessibility: 100, 'best-practices': 100 } as const

type Category = keyof typeof PROMISED

/** As much of Lighthouse's result as is read here. Scores are parts of 1. */
interface Result {
  lhr: {
    categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>
    audits: Record<string, { title: string; score: number | null; numericValue?: number }>
  }
}

interface Lighthouse {
  navigation: (page: Page, to: string | (() => Promise<void>), options: object) => Promise<Result>
}

/** What came out for one page: a score of 100, or milliseconds of a paint. */
export interface Finding {
  what: string
  measured: string
  promised: string
}

/** The first page of a link and the hosted page behind it, as Lighthouse's mobile preset sees them. Medians. */
export const runLighthouse = async (folder: string, stack: Stack, turns: number): Promise<Finding[]> => {
  await installInto(folder, [LIGHTHOUSE], new Date())
  const entry = join(folder, 'node_modules', 'lighthouse', 'core', 'index.js')
  const lighthouse = (await import(pathToFileURL(entry).href)) as Lighthouse
  const { executablePath, args } = chromiumLaunch()
  if (executablePath === undefined) throw new Error('Lighthouse needs a Chromium of this machine, or CHROMIUM_PATH')

  const seen = new Map<string, { values: number[]; unit: string; promised: string }>()
  const see = (what: string, value: number, unit: string, promised: string): void => {
    seen.set(what, { values: [...(seen.get(what)?.values ?? []), value], unit, promised })
  }
  const note = (name: string, { lhr }: Result): void => {
    // Drawn by the server, the page has its list in its first paint.
    const paint = lhr.audits['first-contentful-paint']?.numericValue ?? Number.NaN
    see(`${name}: first contentful paint`, paint, ' ms', 'below 1500 ms')
    for (const category of Object.keys(PROMISED) as Category[]) {
      const { score, auditRefs } = lhr.categories[category]
      see(`${name}: ${category}`, Math.round((score ?? 0) * 100), '', `at least ${PROMISED[category]}`)
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      for (const { id } of lost) console.log(`  ${name}, ${category}: ${lhr.audits[id]?.title ?? id}`)
    }
  }
  for (let turn = 0; turn < turns; turn += 1) {
    const { url } = await makeLink(stack, `lighthouse-${turn}`)
    const browser = await launch({ executablePath, args })
    try {
      const page = await browser.newPage()
      const options = { config: { extends: 'lighthouse:default', settings: { onlyCategories: Object.keys(PROMISED) } } }
      note('first page of a link', await lighthouse.navigation(page, url, options))
      note('hosted page', await lighthouse.navigation(page, () => page.click('button'), options))
    } finally {
      await browser.close()
    }
  }
  return [...seen].map(([what, { values, unit, promised }]) => ({
    what: `${LIGHTHOUSE}, mobile, ${what}`,
    measured: `${median(values).toFixed(0)}${unit}`,
    promised,
  }))
}
