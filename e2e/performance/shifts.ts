import type { Page } from '@playwright/test'

/** What Chromium tells of a layout shift; no standard library has it yet. */
interface LayoutShift extends PerformanceEntry {
  value: number
  /** Half a second after a press and no longer: what moves then was asked for. */
  hadRecentInput: boolean
}

declare global {
  interface Window {
    shifted: number
    places: Record<string, string[]>
  }
}

/**
 * From the widget's first sight on, in every page that is loaded: adds up the layout shifts that nobody asked for, and
 * puts a line of the host's below the widget, which moves when the widget's height does.
 */
export const watchShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.shifted = 0
    const begin = (): void => {
      if (document.querySelector('.hitch') === null) {
        requestAnimationFrame(begin)
        return
      }
      document.body.append(Object.assign(document.createElement('footer'), { textContent: 'The host’s own footer' }))
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries() as LayoutShift[]) {
          if (!hadRecentInput) window.shifted += value
        }
      }).observe({ type: 'layout-shift' })
    }
    begin()
  })

/** The sum of those shifts so far, without a unit. */
export const shiftedSoFar = (page: Page): Promise<number> => page.evaluate(() => window.shifted)

/**
 * From now on, notes at every frame where the elements begin and how high they are, in px from the page's corner.
 *
 * @param selectors each names one element; while it is not shown, it is nowhere
 */
export const watchPlaces = (page: Page, selectors: readonly string[]): Promise<void> =>
  page.evaluate((wanted) => {
    const places: Record<string, Set<string>> = {}
    window.places = {}
    const look = (): void => {
      for (const selector of wanted) {
        const box = document.querySelector(selector)?.getBoundingClientRect()
        if (!box?.height) continue
        const seen = (places[selector] ??= new Set())
        seen.add(`${box.left},${box.top + scrollY}, ${box.height} high`)
        window.places[selector] = [...seen]
      }
      requestAnimationFrame(look)
    }
    look()
  }, selectors)

/** Such as `{ '.hitch-title': ['25,154, 28 high'] }`: every place at which each element was seen. */
export const placesSoFar = (page: Page): Promise<Record<string, string[]>> => page.evaluate(() => window.places)
