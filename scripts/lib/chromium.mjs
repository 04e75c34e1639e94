import { join } from 'node:path'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'
import { toolEnvironment } from './node.mjs'
import { capture } from './quietly.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium on this machine: CHROMIUM_PATH, else the first of the usual names on the PATH.
 *
 * @param {Record<string, string | undefined>} environment
 * @returns {string | undefined} undefined: let Playwright look for its own
 */
function findChromium(environment = process.env) {
  return environment.CHROMIUM_PATH || findProgram(names, environment)
}

/**
 * How Playwright is to launch Chromium, in the story tests and end to end alike.
 *
 * Its own `--disable-popup-blocking` is left out: with it a test of a blocked popup would pass without proving anything.
 *
 * @param {Record<string, string | undefined>} environment
 */
export function chromiumLaunch(environment = process.env) {
  const executablePath = findChromium(environment)
  const root = process.getuid?.() === 0
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    args: [
      // Chromium's sandbox refuses to start as root.
      ...(root ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}

/**
 * Sees to it that there is a Chromium: the machine's, else Debian's, else Playwright's own.
 *
 * @param {string} root
 * @throws {Error} with what to do, when none can be had
 */
export async function provideChromium(root) {
  if (findChromium()) return
  if (await installDebian('Chromium', ['chromium'], root)) return
  console.log("Installing Playwright's Chromium ...")
  const playwright = join(root, 'node_modules', '.bin', 'playwright')
  const args = ['install', ...(process.platform === 'linux' ? ['--with-deps'] : []), 'chromium']
  const { code, output } = await capture(playwright, { args, cwd: root, env: toolEnvironment(root) })
  if (code !== 0) {
    throw new Error(
      `The tests need Chromium, and it could not be installed from here:\n${output}\n` +
        'Install Chromium or Google Chrome, or set CHROMIUM_PATH to one, and run npm test again.',
    )
  }
}
