import { readFileSync } from 'node:fs'
import type { ProviderId } from '@hitch/protocol'
import { flow, type FlowTarget } from '../../../e2e/stack/flow.ts'

export interface Measured {
  /** Whole flows, ended connected. */
  readonly flowsPerSecond: number
  /** Of what did not end so: how, and how often. */
  readonly others: ReadonlyMap<string, number>
  /** The server's CPU time for one flow, in milliseconds. */
  readonly cpuPerFlow: number
  /** The server's most memory so far, in MB. */
  readonly memory: number
}

const PROVIDER: ProviderId = 'CNHIFieldOps'
let growers = 0

/** As many growers at once as are asked for, each beginning anew as soon as the last has ended: closed loop. */
export const measure = async (
  target: FlowTarget,
  pid: number,
  { seconds, atOnce, warmUp }: { seconds: number; atOnce: number; warmUp: number },
): Promise<Measured> => {
  const others = new Map<string, number>()
  let connected = 0
  let isCounting = false
  const over = new AbortController()
  const grower = async (): Promise<void> => {
    while (!over.signal.aborted) {
      growers += 1
      const outcome = await flow(target, `bench-${growers}`, PROVIDER, fetchFrom(addressOf(growers))).then(
        ({ status, error }) => error?.code ?? status,
        (error: unknown) => String(error).slice(0, 200),
      )
      if (!isCounting || over.signal.aborted) continue
      if (outcome === 'connected') connected += 1
      else others.set(outcome, (others.get(outcome) ?? 0) + 1)
    }
  }
  const all = Promise.all(Array.from({ length: atOnce }, grower))
  await sleep(warmUp)
  const [before, begun] = [cpuOf(pid), performance.now()]
  isCounting = true
  await sleep(seconds)
  over.abort()
  const [cpu, lasted] = [cpuOf(pid) - before, (performance.now() - begun) / 1_000]
  await all
  return { flowsPerSecond: connected / lasted, others, cpuPerFlow: cpu / connected, memory: memoryOf(pid) }
}

/** Growers do not share one address, and its limits. */
const addressOf = (grower: number): string => `10.${(grower >> 16) & 255}.${(grower >> 8) & 255}.${grower & 255}`

const fetchFrom =
  (address: string): typeof fetch =>
  (url, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-forwarded-for', address)
    return fetch(url, { ...init, headers })
  }

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

/** Of Linux: clock ticks are hundredths of a second there. @returns milliseconds in user and system mode */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const memoryOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_000
