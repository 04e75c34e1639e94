import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from '../quietly.mjs'

export interface ServerRender {
  works: boolean
  /** What there is to add: the error, that it gives nothing, or a rejected promise that nobody waits for. */
  note?: string
}

/** Runs what was built for Node in a process of its own: it may fail in any way. */
export const renderOnServer = async (code: string, folder: string): Promise<ServerRender> => {
  const file = join(folder, 'server-render.mjs')
  writeFileSync(file, code)
  const { output } = await capture(process.execPath, { args: [file], cwd: folder })
  return readServerRender(output)
}

/** @param output of the process: one line of JSON among whatever the package prints, or an error's stack */
export const readServerRender = (output: string): ServerRender => {
  const lines = output.split('\n')
  const last = lines.findLast((line) => line.startsWith('{"characters":'))
  if (last === undefined) {
    const error = lines.find((line) => /^(?:Uncaught )?[A-Z]\w*Error\b/.test(line))
    return { works: false, note: error ?? 'ends without an answer' }
  }
  const { characters, left } = JSON.parse(last) as { characters: number; left: string[] }
  const notes = [
    ...(characters === 0 ? ['an empty string'] : []),
    ...(left.length > 0 ? ['leaves a rejected promise unhandled'] : []),
  ]
  return notes.length === 0 ? { works: true } : { works: true, note: notes.join('; ') }
}
