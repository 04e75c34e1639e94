import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installDebian } from './debian.mjs'
import { accepts, freePort } from './ports.mjs'
import { capture } from './quietly.mjs'
import { ownedByPostgres, unprivileged } from './unprivileged.mjs'

/** @typedef {{ url: string, stop: () => Promise<void> }} Postgres */

/** @returns {string | undefined} the folder with initdb and postgres */
function findBinaries() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => `${debian}/${version}/bin`),
  ]
  return folders.find(
    (folder) => folder !== '' && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
}

/**
 * Starts an empty PostgreSQL on a free port of this machine. Nothing in it survives `stop`.
 *
 * @param {string} root
 * @param {{ durable?: boolean }} [options] durable: as in production, what is committed is on the disk
 * @returns {Promise<Postgres>}
 * @throws {Error} with what to do, when there is none and it cannot be installed
 */
export async function startPostgres(root, { durable = false } = {}) {
  if (!findBinaries()) await installDebian('PostgreSQL', ['postgresql'], root)
  const binaries = findBinaries()
  if (!binaries) {
    throw new Error(
      'The tests need PostgreSQL (initdb and postgres on the PATH), and it could not be installed from here. ' +
        'Install it (Debian: apt-get install postgresql, macOS: brew install postgresql) and run npm test again.',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'hitch-postgres-'))
  // However this process ends, Ctrl-C in the middle of initdb included, the folder goes with it.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  await ownedByPostgres(folder, root)
  const made = unprivileged(join(binaries, 'initdb'), [
    '-D',
    folder,
    '-A',
    'trust',
    '-U',
    'postgres',
    '--no-sync',
    '--locale=C',
    '--encoding=UTF8',
  ])
  const { code, output } = await capture(made.command, { args: made.args, cwd: folder })
  if (code !== 0) throw new Error(`initdb failed:\n${output}`)
  return serve(binaries, folder, durable)
}

/** @param {string} binaries @param {string} folder @param {boolean} durable @returns {Promise<Postgres>} */
async function serve(binaries, folder, durable) {
  const port = await freePort()
  // Durability is not what a throw-away cluster is for; without fsync the suites run several times faster.
  const quick = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const settings = [...quick, 'max_connections=200']
  const args = [
    '-D',
    folder,
    '-p',
    String(port),
    '-k',
    folder,
    '-h',
    '127.0.0.1',
    ...settings.flatMap((setting) => ['-c', setting]),
  ]
  const { command, args: all } = unprivileged(join(binaries, 'postgres'), args)
  const child = spawn(command, all, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  process.prependOnceListener('exit', () => child.kill('SIGKILL'))
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text))
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve))

  const stop = async () => {
    // SIGINT is PostgreSQL's fast shutdown: it waits for no client.
    child.kill('SIGINT')
    const force = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(force)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const deadline = Date.now() + 20_000
  while (!(await accepts('127.0.0.1', port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`PostgreSQL did not start:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}
