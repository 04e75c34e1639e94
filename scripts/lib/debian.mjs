import { existsSync } from 'node:fs'
import { capture } from './quietly.mjs'

/**
 * Installs packages of the system where that needs no question: on Debian and its kin, as root.
 *
 * @param {string} what
 * @param {string[]} packages
 * @param {string} root
 * @returns {Promise<boolean>} false where it is not possible or failed
 */
export async function installDebian(what, packages, root) {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  console.log(`Installing ${what} (apt-get install ${packages.join(' ')}) ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-qq', '-y', '--no-install-recommends', ...packages],
  ]) {
    const { code, output } = await inTurn(() => capture('apt-get', { args, cwd: root, env }))
    if (code !== 0) {
      console.error(output)
      return false
    }
  }
  return true
}

/** @type {Promise<unknown>} */
let last = Promise.resolve()

/**
 * dpkg has one lock: Chromium and PostgreSQL, wanted at the same time, are installed one after the other.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const mine = last.then(work)
  last = mine.catch(() => {})
  return mine
}
