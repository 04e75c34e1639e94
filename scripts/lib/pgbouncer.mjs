import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'
import { freePort } from './ports.mjs'
import { startThrowAway, throwAwayFolder } from './throw-away.mjs'

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
  const folder = await throwAwayFolder('pgbouncer', root)
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
  const { stop } = await startThrowAway('PgBouncer', program, {
    args: [settings],
    folder,
    port: own,
    signal: 'SIGKILL',
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(own)
  return { url: url.href, stop }
}
