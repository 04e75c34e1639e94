import axe from 'axe-core'
import { chromium, type Browser, type Page, type Request } from 'playwright'
import { chromiumLaunch } from '../chromium.mjs'

/** What was seen of a package on a blank page from which no request gets out. */
export interface Look {
  /** Whether the page's script came to its end. */
  started: boolean
  /** One entry a request that was tried and stopped. */
  requests: { host: string; kind: string }[]
  /** From the script's arrival to the first content that the browser painted; absent: it painted nothing. */
  firstPaintMs?: number
  /** Rules of WCAG 2.2 A and AA that axe finds broken, and in how many places; absent: nothing to look at. */
  axe?: { rules: string[]; places: number }
  /** Errors that nobody caught, each once. */
  errors: string[]
}

/** A page's script and style, React included. */
export interface Built {
  script: string
  style: string
}

const origin = 'https://page.host.example'
const settleMs = 4_000
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export const startChromium = (): Promise<Browser> => chromium.launch(chromiumLaunch())

/** Opens a blank page with the package on it and looks at it for a while. */
export const lookAt = (browser: Browser, built: Built): Promise<Look> =>
  open(browser, built, async (page, seen): Promise<Look> => {
    const [firstPaintMs] = await Promise.all([firstPaint(page), page.waitForTimeout(settleMs)])
    const started = await page.evaluate(() => 'rendered' in window)
    const common = { started, requests: seen.requests, errors: [...new Set(seen.errors)] }
    return firstPaintMs === undefined ? common : { ...common, firstPaintMs, axe: await runAxe(page) }
  })

/** One more first paint, on a page of its own. */
export const paintAgain = (browser: Browser, built: Built): Promise<number | undefined> =>
  open(browser, built, firstPaint)

interface Seen {
  requests: Look['requests']
  errors: string[]
}

const open = async <T>(browser: Browser, built: Built, look: (page: Page, seen: Seen) => Promise<T>): Promise<T> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const seen: Seen = { requests: [], errors: [] }
    page.on('pageerror', (error) => seen.errors.push(error.message.split('\n')[0] ?? ''))
    await context.route('**/*', async (route, request) => {
      const own = answerOf(request, built)
      if (own !== undefined) return route.fulfill(own)
      seen.requests.push({ host: new URL(request.url()).host, kind: request.resourceType() })
      await route.abort('connectionfailed')
    })
    await page.goto(origin)
    return await look(page, seen)
  } finally {
    await context.close()
  }
}

const pageHtml = `<!doctype html><html lang="en"><title>A host's page</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/page.css"><main id="place"></main><script type="module" src="/page.js"></script></html>`

const answerOf = (request: Request, { script, style }: Built) => {
  switch (request.url()) {
    case `${origin}/`:
      return { contentType: 'text/html', body: pageHtml }
    case `${origin}/page.js`:
      return { contentType: 'text/javascript', body: script }
    case `${origin}/page.css`:
      return { contentType: 'text/css', body: style }
    case `${origin}/favicon.ico`:
      return { status: 204 }
    default:
      return undefined
  }
}

/** The page is blank but for the package, so the browser's own first contentful paint is the package's. */
const firstPaint = (page: Page): Promise<number | undefined> =>
  page.evaluate(
    (patienceMs) =>
      new Promise<number | undefined>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          const [script] = performance.getEntriesByName(`${location.origin}/page.js`) as PerformanceResourceTiming[]
          if (paint && script) resolve(paint.startTime - script.responseEnd)
        }).observe({ type: 'paint', buffered: true })
        setTimeout(() => resolve(undefined), patienceMs)
      }),
    settleMs,
  )

interface AxeResults {
  violations: { id: string; nodes: unknown[] }[]
}

const runAxe = async (page: Page): Promise<{ rules: string[]; places: number }> => {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(async (tags): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: { run: (place: string, options: object) => Promise<AxeResults> } }
    return axe.run('body', { runOnly: tags, resultTypes: ['violations'] })
  }, wcag)
  return {
    rules: violations.map(({ id }) => id),
    places: violations.reduce((sum, { nodes }) => sum + nodes.length, 0),
  }
}
