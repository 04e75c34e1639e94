import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { brotli, bundle } from '../bundle.mjs'
import { buildPage, buildServerRender } from './builds.ts'
import { hostsIn } from './hosts.ts'
import { lookAt, type Built, type Look } from './look.ts'
import { declarations, reactRange, readManifest } from './package-facts.ts'
import type { Peer } from './peers.ts'
import { renderOnServer, type ServerRender } from './server-render.ts'

/** All that is known of one package in the end. Sizes in bytes, brotli 11. */
export interface Measured {
  name: string
  version: string
  license: string
  react: string
  /** The version that it was run with. */
  ranWith: string
  /** A newer one with which it did not start. */
  notWith?: string
  types: string
  script: number
  lazy: number[]
  style: number
  hosts: string[]
  look: Look
  serverRender: ServerRender
  /** The page that was looked at, for looking again. */
  page: Built
}

/** Where a package lies that is to be measured. */
export interface Place {
  /** From here its imports are resolved. */
  root: string
  /** The package's own folder. */
  folder: string
  /** Import of its size: the package itself, or a file that re-exports what a host takes of it. */
  specifier: string
  /** For what is written and run; anything may be left there. */
  scratch: string
}

/** Measures a package that is installed already. */
export const measure = async (peer: Peer, place: Place, browser: Browser): Promise<Measured> => {
  const { root, folder, specifier, scratch } = place
  const manifest = readManifest(folder)
  const { bytes, lazy, code } = await bundle(peer.imports.names.join(', '), specifier, { root })
  const require = createRequire(join(root, 'package.json'))
  const page = await buildPage(peer.app, root)
  const entry = specifier.startsWith(`${peer.packages[0]}/`) ? `.${specifier.slice(peer.packages[0].length)}` : '.'
  return {
    name: peer.packages[0],
    version: manifest.version,
    license: manifest.license ?? 'names none',
    react: reactRange(manifest),
    ranWith: readManifest(join(require.resolve('react/package.json'), '..')).version,
    types: declarations(folder, manifest, entry),
    script: bytes,
    lazy: lazy.map((part) => part.bytes),
    style: peer.styles === undefined ? 0 : brotli(readFileSync(require.resolve(peer.styles))),
    hosts: hostsIn(code).filter((host) => !(peer.named ?? []).includes(host)),
    look: withoutNamed(await lookAt(browser, page), peer),
    serverRender: await renderOnServer(await buildServerRender(peer.app, root), scratch),
    page,
  }
}

/** What goes to the page's own servers is no request to a third party. */
const withoutNamed = (look: Look, { named = [] }: Peer): Look => ({
  ...look,
  requests: look.requests.filter(({ host }) => !named.includes(host)),
})
