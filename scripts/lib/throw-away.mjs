import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accepts } from './ports.mjs'
import { ownedByPostgres, unprivileged } from './unprivileged.mjs'

/** @param {string} folder */
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

/**
 * A folder for a server that nobody keeps. However this process ends, Ctrl-C in the middle of something included, the
 * folder goes with it.
 *
 * @param {string} name
 * @param {string} root
 */
export async function throwAwayFolder(name, root) {
  const folder = mkdtempSync(join(tmpdir(), `hitch-${name}-`))
  process.once('exit', () => remove(folder))
  await ownedByPostgres(folder, root)
  return folder
}

/**
 * Starts a server in such a folder and waits until it takes connections. It ends with this process at the latest.
 *
 * @param {string} name
 * @param {string} program
 * @param {{ args: string[], folder: string, port: number, signal: 'SIGINT' | 'SIGKILL' }} options
 *   signal: ends it; SIGKILL follows after 5 s
 * @returns {Promise<{ stop: () => Promise<void> }>} stop: the folder goes too
 * @throws {Error} with what it wrote, when it does not start
 */
export async function startThrowAway(name, program, { args, folder, port, signal }) {
  const { command, args: all } = unprivileged(program, args)
  const child = spawn(command, all, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  process.prependOnceListener('exit', () => child.kill('SIGKILL'))
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text))
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve))

  const stop = async () => {
    child.kill(signal)
    const force = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(force)
    remove(folder)
  }
  const deadline = Date.now() + 20_000
  while (!(await accepts('127.0.0.1', port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`${name} did not start:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { stop }
}
