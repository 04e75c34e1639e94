import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { findWebkit } from '../../../scripts/lib/webkit.mjs'
import { freePort } from '../../stack/free-port.ts'
import { waitFor } from '../wait.ts'

export interface WebkitDriver {
  url: string
  stop(): void
}

/** A screen that nobody sees, for all of its drivers. Each driver has one browser. */
export interface Display {
  browser: string
  startDriver(): Promise<WebkitDriver>
  stop(): void
}

export const startDisplay = async (): Promise<Display> => {
  const found = findWebkit()
  if (found === undefined) throw new Error('WebKitGTK is missing')
  // It chooses a number that is free and tells it.
  const display = mine(
    spawn(found.display, ['-displayfd', '3', '-screen', '0', '1280x900x24'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    }),
  )
  const told = display.stdio[3]
  if (told == null) throw new Error('Xvfb tells nothing')
  const [number] = (await once(told, 'data')) as [Buffer]
  const environment = {
    ...process.env,
    DISPLAY: `:${number.toString().trim()}`,
    LIBGL_ALWAYS_SOFTWARE: '1',
    // Its sandbox needs rights that containers do not give; only pages of ours are shown.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  }
  return {
    browser: found.browser,
    async startDriver() {
      const port = await freePort()
      const args = [`--port=${port}`, '--host=127.0.0.1']
      const driver = mine(spawn(found.driver, args, { env: environment, stdio: 'ignore' }))
      const url = `http://127.0.0.1:${port}`
      await waitFor('WebKitWebDriver', async () => (await fetch(`${url}/status`)).ok || undefined)
      return { url, stop: () => driver.kill() }
    },
    stop: () => display.kill(),
  }
}

/** However this process ends, the child ends with it. */
const mine = (child: ChildProcess): ChildProcess => {
  const end = (): void => {
    child.kill()
  }
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  return child
}
