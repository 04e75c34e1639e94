import { spawn, type ChildProcess } from 'node:child_process'
import { onTestFinished } from 'vitest'

export interface Child {
  /** Resolves when the child has told that it reached this place. */
  reached(place: string): Promise<void>
  /** kill -9, and gone when it resolves. */
  kill(): Promise<void>
}

/** A process of its own that runs a TypeScript file of ours from its source. It ends with the test at the latest. */
export const spawnChild = (file: string, order: unknown): Child => {
  const child: ChildProcess = spawn(process.execPath, ['--conditions=hitch-source', file], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const places = new Set<string>()
  const waiting = new Map<string, () => void>()
  child.on('message', ({ reached }: { reached: string }) => {
    places.add(reached)
    waiting.get(reached)?.()
  })
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  child.send(order as object)

  return {
    kill,
    reached: (place) =>
      new Promise((resolve, reject) => {
        if (places.has(place)) return resolve()
        waiting.set(place, resolve)
        void gone.then(() => reject(new Error(`the child ended before ${place}: ${complaints}`)))
      }),
  }
}
