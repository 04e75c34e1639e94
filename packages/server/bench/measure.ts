import type { Grower } from './grower.ts'
import { cpuOf, mostMemoryOf, sleep } from './process-use.ts'

export interface Measured {
  /** Whole flows that ended as they should. */
  readonly flowsPerSecond: number
  /** Of what did not end so: how, and how often. */
  readonly others: ReadonlyMap<string, number>
  /** The servers' CPU time for one flow, in milliseconds. */
  readonly cpuPerFlow: number
  /** The most memory that one of them has held so far, in MB. */
  readonly memory: number
  /** How long the flows took, in milliseconds. */
  readonly durations: readonly number[]
}

/** What a flow came to; `connected` is what counts. */
export type Flow = (grower: Grower) => Promise<string>

let growers = 0

/** Somebody who was never here before. */
export const nextGrower = (): Grower => {
  growers += 1
  return {
    name: `bench-${process.pid}-${growers}`,
    address: `10.${(growers >> 16) & 255}.${(growers >> 8) & 255}.${growers & 255}`,
  }
}

/** What became of a flow, in one word or an error's message. */
export const outcomeOf = (flow: Promise<string>): Promise<string> =>
  flow.catch((error: unknown) => String(error).slice(0, 200))

/** As many growers at once as are asked for, each beginning anew as soon as the last has ended: closed loop. */
export const measure = async (
  flow: Flow,
  pids: readonly number[],
  { seconds, atOnce, warmUp }: { seconds: number; atOnce: number; warmUp: number },
): Promise<Measured> => {
  const others = new Map<string, number>()
  const durations: number[] = []
  let isCounting = false
  const over = new AbortController()
  const grower = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const begun = performance.now()
      const outcome = await outcomeOf(flow(nextGrower()))
      if (!isCounting || over.signal.aborted) continue
      if (outcome === 'connected') durations.push(performance.now() - begun)
      else others.set(outcome, (others.get(outcome) ?? 0) + 1)
    }
  }
  const cpu = (): number => pids.map(cpuOf).reduce((sum, one) => sum + one, 0)
  const all = Promise.all(Array.from({ length: atOnce }, grower))
  await sleep(warmUp)
  const [before, begun] = [cpu(), performance.now()]
  isCounting = true
  await sleep(seconds)
  over.abort()
  const [used, lasted] = [cpu() - before, (performance.now() - begun) / 1_000]
  await all
  return {
    flowsPerSecond: durations.length / lasted,
    others,
    cpuPerFlow: used / durations.length,
    memory: Math.max(...pids.map(mostMemoryOf)),
    durations,
  }
}
