import { nextGrower, outcomeOf, type Flow } from './measure.ts'

export interface Offered {
  readonly flows: number
  /** Of what did not end connected: how, and how often. */
  readonly others: ReadonlyMap<string, number>
  /** How long the flows took that ended connected, in milliseconds. */
  readonly durations: readonly number[]
  /** By how much each began too late, since the growers' own process was busy, in milliseconds. */
  readonly lateness: readonly number[]
  /** Most at once. */
  readonly mostAtOnce: number
}

/** Growers who come at their own pace, whether those before them have ended or not: open loop. */
export const offer = async (
  flow: Flow,
  { rate, seconds }: { rate: number; seconds: number },
  everySecond: () => void,
): Promise<Offered> => {
  const others = new Map<string, number>()
  const [durations, lateness]: [number[], number[]] = [[], []]
  const underWay = new Set<Promise<void>>()
  let mostAtOnce = 0
  const one = async (): Promise<void> => {
    const begun = performance.now()
    const outcome = await outcomeOf(flow(nextGrower()))
    if (outcome === 'connected') durations.push(performance.now() - begun)
    else others.set(outcome, (others.get(outcome) ?? 0) + 1)
  }
  const begun = performance.now()
  const flows = Math.round(rate * seconds)
  const watch = setInterval(everySecond, 1_000)
  for (let index = 0; index < flows; index += 1) {
    const due = begun + (index * 1_000) / rate
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    lateness.push(Math.max(0, performance.now() - due))
    const run = one().finally(() => underWay.delete(run))
    underWay.add(run)
    mostAtOnce = Math.max(mostAtOnce, underWay.size)
  }
  await Promise.all(underWay)
  clearInterval(watch)
  return { flows, others, durations, lateness, mostAtOnce }
}
