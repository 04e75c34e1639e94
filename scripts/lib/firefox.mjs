import { existsSync } from 'node:fs'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'

const onMac = '/Applications/Firefox.app/Contents/MacOS/firefox'

/**
 * The path of a Firefox on this machine: FIREFOX_PATH, else the first of the usual names.
 *
 * @param {Record<string, string | undefined>} environment
 * @returns {string | undefined}
 */
export function findFirefox(environment = process.env) {
  if (environment.FIREFOX_PATH) return environment.FIREFOX_PATH
  return findProgram(['firefox-esr', 'firefox'], environment) ?? (existsSync(onMac) ? onMac : undefined)
}

/**
 * Sees to it that there is a Firefox: the machine's, else Debian's.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>} what to do, where there is none
 */
export async function provideFirefox(root) {
  if (findFirefox() || (await installDebian('Firefox', ['firefox-esr'], root))) return undefined
  return 'Firefox is missing: install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH to one.'
}
