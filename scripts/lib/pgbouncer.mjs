import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'
import { accepts, freePort } from './ports.mjs'
import { ownedByPostgres, unprivileged } from './unprivileged.mjs'

/** Debian keeps it out of a user's PATH. */
const find = () => findProgram(['pgbouncer'], { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` })

/**
 * Sees to it that there is a PgBouncer: the machine's, else Debian's.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>} what to do, where there is none
 */
export async function providePgBouncer(root) {
  if (find() || (await installDebian('PgBouncer', ['pgbouncer'], root))) return undefined
  return 'PgBouncer is missing: install it (Debian: apt-get install pgbouncer, macOS: brew install pgbouncer).'
}

/**
 * PgBouncer in transaction mode before a PostgreSQL that trusts whoever asks.
 *
 * @param {string} root
 * @param {string} databaseUrl
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the same database by way of PgBouncer
 * @throws {Error} with what to do, when there is none and it cannot be installed
 */
export async function startPgBouncer(root, databaseUrl) {
  const missing = await providePgBouncer(root)
  const program = find()
  if (missing !== undefined || program === undefined) throw new Error(missing)
  const folder = mkdtempSync(join(tmpdir(), 'hitch-pgbouncer-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  await ownedByPostgres(folder, root)
  const { hostname, port, username } = new URL(databaseUrl)
  const own = await freePort()
  const settings = join(folder, 'pgbouncer.ini')
  // Fewer connections than the instances open: a transaction rarely finds the one that the last had.
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${port} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 8
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
`,
  )
  chmodSync(settings, 0o644)
  const { command, args } = unprivileged(program, [settings])
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  process.prependOnceListener('exit', () => child.kill('SIGKILL'))
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text))
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const deadline = Date.now() + 20_000
  while (!(await accepts('127.0.0.1', own))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`PgBouncer did not start:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(own)
  return { url: url.href, stop }
}
