import type { Stack } from '../stack/stack.ts'
import { DriverSilent, type Engine } from './engines/engine.ts'
import { nameOf, type Case } from './factors.ts'
import { judge } from './judge.ts'
import { lagsOf, type Lag } from './lag.ts'
import { play, type Seen } from './play.ts'

export interface Played {
  case: Case
  /** Milliseconds. */
  ms: number
  /** What it did not keep. */
  complaints: string[]
  /** Of all that the server told, what was shown last of all after it. */
  worst?: Lag
  seen?: Seen
  /** The driver fell silent at the first go, and this is the second. */
  wasSilent?: boolean
}

/** Plays the cases, as many at once as the engine has growers, and tells of each as it ends. */
export const runCases = async (
  engine: Engine,
  stack: Stack,
  cases: readonly Case[],
  ended: (played: Played) => void,
): Promise<Played[]> => {
  const waiting = [...cases]
  const all: Played[] = []
  const grower = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const played = await playOne(engine, stack, one).catch((error: unknown) => {
        if (!(error instanceof DriverSilent)) throw error
        // Once: nothing was learnt of the page, and the next browser has a driver of its own.
        return playOne(engine, stack, one).then(
          (again) => ({ ...again, wasSilent: true }),
          (again: unknown) => ({ case: one, ms: 0, complaints: [reasonOf(again)] }),
        )
      })
      all.push(played)
      ended(played)
    }
  }
  await Promise.all(Array.from({ length: engine.growers }, grower))
  return all
}

/** @throws {DriverSilent} */
const playOne = async (engine: Engine, stack: Stack, one: Case): Promise<Played> => {
  const begun = Date.now()
  try {
    const seen = await Promise.race([play(engine, stack, one), limit()])
    const [worst] = lagsOf(seen).toSorted((lag, other) => other.ms - lag.ms)
    const complaints = judge(one, seen)
    return { case: one, ms: Date.now() - begun, complaints, seen, ...(worst === undefined ? {} : { worst }) }
  } catch (error) {
    if (error instanceof DriverSilent) throw error
    return { case: one, ms: Date.now() - begun, complaints: [reasonOf(error)] }
  }
}

/** A browser that gives no answer any more would keep its grower waiting for ever. Milliseconds. */
const LONGEST = 120_000

const limit = (): Promise<never> =>
  new Promise((_, reject) => {
    const tell = (): void => reject(new Error(`it did not end within ${LONGEST / 1000} s`))
    setTimeout(tell, LONGEST).unref()
  })

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`
}

/** One line of what came of a case. */
export const lineOf = ({ case: one, ms, complaints, worst, wasSilent }: Played): string => {
  const lag = worst === undefined ? '' : `, shown ${seconds(worst.ms)} later`
  const anew = wasSilent === true ? ', anew after a silent driver' : ''
  return `${complaints.length === 0 ? '✓' : '✗'} ${seconds(ms).padStart(6)}${lag}${anew}  ${nameOf(one)}`
}

/** Of all that the server knew, what the widget showed or told last of all after it. */
export const worstOf = (played: readonly Played[]): string => {
  const [worst] = played.flatMap(({ worst }) => worst ?? []).toSorted((lag, other) => other.ms - lag.ms)
  if (worst === undefined) return 'nothing to be measured'
  return `at worst ${seconds(worst.ms)} from the server's \`${worst.status}\` to the ${WHERE[worst.where]}`
}

const WHERE = { tile: 'tile', attempt_finished: "host's `attempt_finished`" }

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** What happened in a case that failed, in the order in which it did. Milliseconds since the page was there. */
export const storyOf = ({ complaints, seen }: Played): string => {
  if (seen === undefined) return complaints.join('\n')
  const begun = seen.journal[0]?.at ?? 0
  const events = [
    ...seen.journal.map(({ at, ...entry }) => ({ at, what: `page    ${Object.values(entry).join(' ')}` })),
    ...seen.changes.map(({ at, attemptId, status }) => ({ at, what: `server  ${attemptId} ${status}` })),
  ].toSorted((event, other) => event.at - other.at)
  return [...complaints, ...events.map(({ at, what }) => `${String(at - begun).padStart(6)}  ${what}`)].join('\n')
}
