import type { Logger } from 'pino'
import type { ConnectionKey } from './generation.ts'
import { describeFailure } from './log.ts'
import type { RunEnd } from './run-connection.ts'

export interface Engine {
  /** Does what is due for this connection, or joins who does it here already. Resolves when the run rests. */
  wake(key: ConnectionKey): Promise<void>
  /**
   * Resolves when nothing runs any more, or after the deadline, with what this process would have gone on with. No
   * further run begins.
   */
  stop(deadline: number): Promise<readonly ConnectionKey[]>
}

export interface EngineOptions {
  readonly run: (key: ConnectionKey) => Promise<RunEnd>
  readonly log: Pick<Logger, 'error'>
  /** Milliseconds: what is due sooner is waited for here, what is due later is the sweeper's. */
  readonly horizon: number
}

interface Entry {
  again: boolean
  readonly done: Promise<void>
}

/** Runs connections, each at most once at a time in this process; between processes the lease decides. */
export const createEngine = ({ run, log, horizon }: EngineOptions): Engine => {
  const running = new Map<string, Entry>()
  const timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly key: ConnectionKey }>()
  const left: ConnectionKey[] = []
  const state = { isStopped: false }

  const runUntilQuiet = async (id: string, key: ConnectionKey, entry: Entry): Promise<void> => {
    let end: RunEnd = { kind: 'busy' }
    try {
      do {
        entry.again = false
        end = await run(key)
      } while (end.kind === 'rested' && entry.again && !state.isStopped)
    } catch (error) {
      // The lease lapses and the sweeper comes back to it.
      log.error({ provider: key.provider, reason: describeFailure(error) }, 'a run of the hand-over broke off')
    } finally {
      running.delete(id)
    }
    if (end.kind === 'rested' && end.until !== null && end.until <= horizon) wakeLater(id, key, end.until)
  }

  const wakeLater = (id: string, key: ConnectionKey, wait: number): void => {
    if (state.isStopped) return void left.push(key)
    const timer = setTimeout(
      () => {
        timers.delete(id)
        void wake(key)
      },
      Math.max(wait, 0),
    )
    timer.unref()
    timers.set(id, { timer, key })
  }

  const wake = (key: ConnectionKey): Promise<void> => {
    if (state.isStopped) {
      left.push(key)
      return Promise.resolve()
    }
    const id = JSON.stringify([key.leafUserId, key.provider])
    clearTimeout(timers.get(id)?.timer)
    timers.delete(id)
    const entry = running.get(id)
    if (entry !== undefined) {
      entry.again = true
      return entry.done
    }
    // Begun a moment later, so that the entry stands before the run can look for it.
    const fresh: Entry = { again: false, done: Promise.resolve().then(() => runUntilQuiet(id, key, fresh)) }
    running.set(id, fresh)
    return fresh.done
  }

  return {
    wake,
    async stop(deadline) {
      state.isStopped = true
      for (const { timer, key } of timers.values()) {
        clearTimeout(timer)
        left.push(key)
      }
      timers.clear()
      await within(deadline, Promise.all([...running.values()].map(({ done }) => done)))
      return left
    },
  }
}

/** Waits for a promise that never rejects, but not past the deadline. */
export const within = async (deadline: number, promise: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, deadline)
  })
  await Promise.race([promise, late])
  clearTimeout(timer)
}
