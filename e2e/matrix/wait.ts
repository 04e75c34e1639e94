import { DriverSilent } from './engines/engine.ts'

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** Far beyond what a busy machine needs; what is measured is measured elsewhere. Milliseconds. */
const PATIENCE = 30_000

/**
 * Asks until the answer is something. An error counts as nothing: a page that is just being left answers with one.
 *
 * @throws after 30 s, naming what did not come
 */
export const waitFor = async <T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + PATIENCE
  let last: unknown
  while (Date.now() < deadline) {
    try {
      const answer = await ask()
      if (answer !== undefined) return answer
      last = undefined
    } catch (error) {
      if (error instanceof DriverSilent) throw error
      last = error
    }
    await sleep(50)
  }
  throw new Error(`waited in vain for ${what}`, { cause: last })
}
