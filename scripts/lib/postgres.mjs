import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installDebian } from './debian.mjs'
import { freePort } from './ports.mjs'
import { capture } from './quietly.mjs'
import { startThrowAway, throwAwayFolder } from './throw-away.mjs'
import { unprivileged } from './unprivileged.mjs'

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
  const folder = await throwAwayFolder('postgres', root)
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
  // PostgreSQL's fast shutdown: it waits for no client.
  const signal = 'SIGINT'
  const { stop } = await startThrowAway('PostgreSQL', join(binaries, 'postgres'), { args, folder, port, signal })
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}
