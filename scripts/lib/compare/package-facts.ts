import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a package says of itself in its package.json, as far as it is compared. */
export interface Manifest {
  version: string
  license?: string
  types?: string
  typings?: string
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  exports?: Record<string, string | { types?: string }>
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Which React it wants: `^18 || ^19`, or that it brings its own, or that it names none. */
export const reactRange = ({ peerDependencies, dependencies }: Manifest): string => {
  const peer = peerDependencies?.['react']
  if (peer !== undefined) return peer
  const own = dependencies?.['react']
  return own === undefined ? 'names none' : `${own}, as its own dependency`
}

/** @param entry of the exports map, where a package has one, such as `./react` */
export const declarations = (folder: string, manifest: Manifest, entry = '.'): string => {
  const exported = manifest.exports?.[entry]
  const file =
    (typeof exported === 'object' ? exported.types : undefined) ?? manifest.types ?? manifest.typings ?? undefined
  if (file === undefined) return 'no'
  const path = join(folder, file)
  return existsSync(path) ? judgeDeclarations(readFileSync(path, 'utf8')) : 'named, but not in the package'
}

/** A declaration that says nothing but that the module exists makes everything in it `any`. */
export const judgeDeclarations = (text: string): string =>
  /^\s*declare module ['"][^'"]+['"];?\s*$/.test(text) ? 'yes, all of it `any`' : 'yes'
