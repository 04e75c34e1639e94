import { globSync } from 'node:fs'
import { installDebian } from './debian.mjs'
import { findProgram } from './find.mjs'

/** Where the distributions put WebKitGTK's own browser; it is on nobody's PATH. */
const BROWSERS = ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/lib{,exec,64}/webkit2gtk-4.*/MiniBrowser']

/**
 * WebKitGTK's driver and browser, and the display without a screen that it needs.
 *
 * @returns {{ driver: string, browser: string, display: string } | undefined}
 */
export function findWebkit() {
  const driver = findProgram(['WebKitWebDriver'])
  const display = findProgram(['Xvfb'])
  const browser = globSync(BROWSERS).toSorted().at(-1)
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
