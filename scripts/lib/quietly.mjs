import { spawn } from 'node:child_process'

/**
 * Runs a program, says what for and how long it took, and shows its output only when it fails.
 *
 * @param {string} what
 * @param {string} command
 * @param {{ args: string[], cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 * @throws {Error} when the program fails; its output has been shown
 */
export async function quietly(what, command, { args, cwd, env = process.env }) {
  const begun = Date.now()
  console.log(`${what} ...`)
  const result = await capture(command, { args, cwd, env })
  if (result.code !== 0) {
    console.error(result.output)
    throw new Error(`${what}: failed (${[command, ...args].join(' ')}). Its output stands above.`)
  }
  console.log(`  done in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

/**
 * @param {string} command
 * @param {{ args: string[], cwd: string, env?: NodeJS.ProcessEnv, onChild?: (child: import('node:child_process').ChildProcess) => void }} options
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr as they came
 */
export function capture(command, { args, cwd, env = process.env, onChild }) {
  return new Promise((resolve) => {
    // npm's commands are scripts on Windows, and only a shell starts those.
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    onChild?.(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => (output += text))
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}ended by ${signal}\n` })
    })
  })
}
