import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { createLog, HostedApp } from '@hitch/server'

/** What other packages build and the BFF hands out. Without it everything else works. */

type Log = ReturnType<typeof createLog>

export const readWidgetScript = async (log: Log): Promise<string | undefined> => {
  try {
    return await readFile(fileURLToPath(import.meta.resolve('@hitch/connect/hitch.js')), 'utf8')
  } catch {
    log.warn('hitch.js is not built: pages without a build step cannot load the widget from here')
    return undefined
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** `dist/render.js` draws the page, `dist/client` is what it loads. */
export const loadHostedApp = async (log: Log): Promise<HostedApp | undefined> => {
  try {
    const renderer = import.meta.resolve('@hitch/hosted/render.js')
    const { render } = (await import(renderer)) as Pick<HostedApp, 'render'>
    const folder = new URL('client/', renderer)
    const files: Record<string, HostedApp['files'][string]> = {}
    for (const name of await readdir(folder)) {
      const type = TYPES[extname(name)]
      if (type !== undefined) files[name] = { type, content: await readFile(new URL(name, folder), 'utf8') }
    }
    return { render, files }
  } catch {
    log.warn('the hosted page is not built: connect links lead nowhere')
    return undefined
  }
}
