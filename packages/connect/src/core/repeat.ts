import type { CoreEnvironment } from './types.ts'

/**
 * Asks again and again, one request at a time. About every second while things move, slower as they stand still or the page is
 * hidden, and slower still while requests fail, which is never final here.
 *
 * @param first Milliseconds before the first request.
 * @param ask Resolves to what it learned, such as a status. Something new makes it ask closely again.
 * @param over Nobody wants to know any more.
 * @returns tells that something happened: asks now, and closely for a while.
 */
export const repeat = (
  { window: view, now, random }: CoreEnvironment,
  first: number,
  ask: () => Promise<unknown>,
  over: () => boolean,
): (() => void) => {
  let timer: number
  let since = now()
  let learned: unknown
  let backOff = 0
  let asking = false
  let again = false

  const schedule = (delay: number): void => {
    view.clearTimeout(timer)
    // Without jitter all growers of a large farm would ask in step after an outage.
    if (!over()) timer = view.setTimeout(() => void run(), delay * (0.9 + random() / 5))
  }
  const run = async (): Promise<void> => {
    if (over()) return
    asking = true
    again = false
    try {
      const answer = await ask()
      if (answer !== learned) since = now()
      learned = answer
      backOff = 0
    } catch {
      backOff = Math.min(2 * backOff || 2000, 30_000)
    }
    asking = false
    // Well within 3 s, jitter included, for the 30 minutes after which an attempt ends that nobody finished.
    const calm = 1000 + (now() - since) / 3000
    schedule(again ? 0 : Math.max(view.document.hidden ? 3 * calm : calm, backOff))
  }

  schedule(first)
  return () => {
    since = now()
    // The answer under way may be older than what happened.
    if (asking) again = true
    else schedule(0)
  }
}
