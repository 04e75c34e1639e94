import type { CoreEnvironment } from './types.ts'

/**
 * The browser's own, behind arrows so that a fake put on the global later is seen. `window` is undefined during a
 * server render: nothing touches it before the first subscription or click.
 */
export const completeEnvironment = (given?: Partial<CoreEnvironment>): CoreEnvironment => ({
  window: globalThis.window,
  fetch: (...request) => globalThis.fetch(...request),
  now: () => Date.now(),
  random: () => Math.random(),
  ...given,
})
