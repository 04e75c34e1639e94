import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * @typedef {object} Server
 * @property {string} name
 * @property {() => boolean} running
 * @property {Promise<string>} ended how it ended, in words
 * @property {(graceMs?: number) => Promise<void>} end asks it to end, and makes it end after the grace
 */

/**
 * Starts a server and writes each line of its output with its name before it.
 *
 * @param {string} name
 * @param {string} command
 * @param {{ args: string[], cwd: string, env: NodeJS.ProcessEnv, write: (line: string) => void }} options
 * @returns {Server}
 */
export function startServer(name, command, { args, cwd, env, write }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => write(`[${name}] ${line}`))
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(signal === null ? `ended with code ${code}` : `ended by ${signal}`))
  })
  const running = () => child.exitCode === null && child.signalCode === null
  return {
    name,
    running,
    ended,
    async end(graceMs = 8000) {
      if (running()) child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(force)
    },
  }
}

/**
 * Waits until a server answers anything but a failure of its own.
 *
 * @param {string} url
 * @param {Server} server
 * @param {{ timeoutMs?: number, everyMs?: number }} options
 * @throws {Error} when it ends first, or does not answer in time
 */
export async function untilAnswers(url, server, { timeoutMs = 120_000, everyMs = 100 } = {}) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    if (!server.running()) throw new Error(`${server.name} ${await server.ended} before it answered.`)
    if (await answers(url)) return
    if (Date.now() > deadline) {
      throw new Error(`${server.name} did not answer at ${url} within ${timeoutMs / 1000} s.`)
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) })
    await response.body?.cancel()
    return response.status < 500
  } catch {
    return false
  }
}
