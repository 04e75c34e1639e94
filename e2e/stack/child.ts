import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A server of ours in a process of its own, so that it can be killed as in life. */
export interface Child {
  readonly pid: number
  /** All that it printed so far, both streams. */
  output(): string
  /** `SIGTERM` waits for a graceful end, `SIGKILL` is the real thing. Gives the exit code, if there is one. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Starts `entry` (from the repository's root) and waits until `readyUrl` answers with any status below 500.
 *
 * `keepsOutput: false` throws away what it prints but for its errors: in the minutes of a measurement a log grows to hundreds of MB.
 */
export const startChild = async (
  entry: string,
  env: Record<string, string>,
  readyUrl: string,
  { keepsOutput = true }: { keepsOutput?: boolean } = {},
): Promise<Child> => {
  const process_: ChildProcess = spawn(process.execPath, ['--enable-source-maps', entry], {
    cwd: repositoryRoot,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', keepsOutput ? 'pipe' : 'ignore', 'pipe'],
  })
  let printed = ''
  process_.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  process_.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = once(process_, 'exit')
  const end = (): void => {
    process_.kill('SIGKILL')
  }
  process.once('exit', end)
  process_.once('exit', () => process.off('exit', end))

  const deadline = Date.now() + 60_000
  for (;;) {
    if (process_.exitCode !== null) throw new Error(`${entry} ended at once:\n${printed}`)
    if (Date.now() > deadline) {
      process_.kill('SIGKILL')
      throw new Error(`${entry} did not answer at ${readyUrl} within 60 s:\n${printed}`)
    }
    const status = await fetch(readyUrl).then(
      (response) => response.status,
      () => 599,
    )
    if (status < 500) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }

  return {
    pid: process_.pid ?? 0,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      if (process_.exitCode === null && process_.signalCode === null) {
        process_.kill(signal)
        await ended
      }
      return process_.exitCode
    },
  }
}
