import { constants } from 'node:os'

type Signal = 'SIGTERM' | 'SIGINT'

/** A terminal sends Ctrl-C to everybody, and a package manager hands its own on: what comes so soon is the same wish. */
const SAME_WISH = 500

interface Ending {
  /** What is to be done before the process ends with code 0. */
  readonly end: (signal: Signal) => Promise<void>
  readonly fail: (error: unknown) => void
}

/**
 * The first signal ends in order, a further one at once, as that signal would by itself: what was under way goes on in
 * another process, or at the next start.
 */
export const endOnSignal = ({ end, fail }: Ending): void => {
  let begun: number | null = null
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (begun === null) {
        begun = performance.now()
        end(signal).then(() => process.exit(0), fail)
      } else if (performance.now() - begun > SAME_WISH) process.exit(128 + constants.signals[signal])
    })
}
