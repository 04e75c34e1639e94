import type { Page } from '@playwright/test'

/** Chromium's Event Timing; no standard library has all of it yet. */
interface EventTiming extends PerformanceEntry {
  /** The same for all events of one press; 0 for those of none, such as a move. */
  interactionId: number
}

declare global {
  interface Window {
    interactions: Record<number, number>
  }
}

/** Events shorter than this are not told by Chromium. Milliseconds. */
export const SHORTEST = 16

/** In every page that is loaded from now on: notes how long each interaction took, from the hand to the next paint. */
export const watchInteractions = (page: Page): Promise<unknown> =>
  page.addInitScript((durationThreshold) => {
    window.interactions = {}
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as EventTiming[]) {
        if (interactionId === 0) continue
        window.interactions[interactionId] = Math.max(duration, window.interactions[interactionId] ?? 0)
      }
      // `durationThreshold` is as new as the rest.
    }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit)
  }, SHORTEST)

/** From now on the page's own work takes so many times longer, as on a weak phone. */
export const slowDown = async (page: Page, times: number): Promise<void> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/** When the page has painted what the last interaction changed. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))))

/** Milliseconds of each interaction that took long enough to be told, and how many did not. */
export const interactionsSoFar = (page: Page): Promise<{ told: number[]; short: number }> =>
  page.evaluate(() => {
    const told = Object.values(window.interactions)
    const { interactionCount } = performance as Performance & { interactionCount: number }
    return { told, short: interactionCount - told.length }
  })
