import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'

/**
 * Where the distributions put WebKitGTK's own browser, which is on nobody's PATH: `/usr/lib/{architecture}/webkit2gtk-4.1`,
 * or straight below a library folder. The newest first.
 */
function findBrowser() {
  const folders = ['/usr/lib', '/usr/libexec', '/usr/lib64'].flatMap((top) => [top, ...below(top)])
  const homes = folders.flatMap((folder) => below(folder).filter((path) => /\/webkit2gtk-4\.\d+$/.test(path)))
  return homes
    .map((home) => join(home, 'MiniBrowser'))
    .filter((path) => existsSync(path))
    .toSorted()
    .at(-1)
}

/** @param {string} folder @returns {string[]} the folders in it; none where there is no such folder */
function below(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}

/**
 * WebKitGTK's driver and browser, and the display without a screen that it needs.
 *
 * @returns {{ driver: string, browser: string, display: string } | undefined}
 */
export function findWebkit() {
  const driver = findProgram(['WebKitWebDriver'])
  const display = findProgram(['Xvfb'])
  const browser = findBrowser()
  return driver && display && browser ? { driver, browser, display } : undefined
}

/**
 * Sees to it that there is a WebKit that can be driven: the machine's, else Debian's.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>} what to do, where there is none
 */
export async function provideWebkit(root) {
  if (findWebkit()) return undefined
  const installed = await installDebian('WebKitGTK', ['webkit2gtk-driver', 'xvfb'], root)
  if (installed && findWebkit()) return undefined
  return (
    'WebKitGTK is missing: it needs WebKitWebDriver, its MiniBrowser and Xvfb (Debian: apt-get install webkit2gtk-driver xvfb). ' +
    'Other systems than Linux have none.'
  )
}
