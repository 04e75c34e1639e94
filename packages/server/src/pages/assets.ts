import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

export type AssetName =
  | 'page.css'
  | 'icon.svg'
  | 'close.js'
  | 'callback.js'
  | 'initials.js'
  | 'hitch.js'
  | 'early.js'
  | 'hosted.css'
  | 'hosted.js'

export interface Asset {
  readonly content: string
  readonly type: string
}

/** What browsers load: the windows' own files and the widget's script, under a version that is the hash of them all, so that they may be kept for a year. */
export interface Assets {
  readonly version: string
  find(name: string): Asset | undefined
  path(name: AssetName): string
  /** The style sheet for a page that brings it along, and what its Content-Security-Policy says of it. */
  readonly style: { readonly element: string; readonly source: string }
}

export const ASSETS_PATH = '/assets/:version/:name'

/**
 * Read once, when the server is made.
 *
 * @param widgetScript What `/hitch.js` leads to; without it there is none.
 * @param hosted What the hosted page loads, by name.
 */
export const loadAssets = (widgetScript?: string, hosted: Readonly<Record<string, Asset>> = {}): Assets => {
  const style = ['colours.css', 'page.css', 'coupling.css'].map(readBeside).join('\n')
  const files: Record<string, Asset> = {
    ...hosted,
    'page.css': { content: style, type: 'text/css; charset=utf-8' },
    'icon.svg': { content: readBeside('icon.svg'), type: 'image/svg+xml' },
    'close.js': { content: readScript('close'), type: 'text/javascript; charset=utf-8' },
    'callback.js': { content: readScript('callback'), type: 'text/javascript; charset=utf-8' },
    'initials.js': { content: readScript('initials'), type: 'text/javascript; charset=utf-8' },
    ...(widgetScript && { 'hitch.js': { content: widgetScript, type: 'text/javascript; charset=utf-8' } }),
  }
  const hash = createHash('sha256')
  for (const { content } of Object.values(files)) hash.update(content)
  const version = hash.digest('hex').slice(0, 12)
  return {
    version,
    find: (name) => (Object.hasOwn(files, name) ? files[name] : undefined),
    path: (name) => `/assets/${version}/${name}`,
    style: {
      element: `<style>${style}</style>`,
      source: `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    },
  }
}

/** `src/pages` and `dist/pages` are equally deep. */
const readBeside = (name: string): string => readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8')

/** Beside this file: built, or, where the sources themselves run, with the types taken off, as the compiler does it. */
const readScript = (name: string): string =>
  import.meta.url.endsWith('.ts')
    ? stripTypeScriptTypes(readFileSync(new URL(`./browser/${name}.ts`, import.meta.url), 'utf8')).replaceAll(
        /(from '\.\/\w+)\.ts'/g,
        "$1.js'",
      )
    : readFileSync(new URL(`./browser/${name}.js`, import.meta.url), 'utf8')
