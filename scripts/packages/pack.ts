import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm } from '../lib/pnpm.mjs'
import { capture } from '../lib/quietly.mjs'

/** Packages that go to the registry. The rest of the workspace is private. */
export const PUBLISHED = ['protocol', 'providers', 'server', 'connect'] as const

export type Published = (typeof PUBLISHED)[number]

/** Each package's name and its tarball, as `pnpm publish` would send it. */
export type Tarballs = Readonly<Record<Published, { name: string; file: string }>>

/**
 * Packs what is built, without building it.
 *
 * @param folder where the tarballs go
 * @throws {Error} with pnpm's output
 */
export const packAll = async (root: string, folder: string): Promise<Tarballs> => {
  const { command, before } = pnpm(root)
  const packed = await Promise.all(
    PUBLISHED.map(async (directory) => {
      const cwd = join(root, 'packages', directory)
      const file = join(folder, `${directory}.tgz`)
      const { code, output } = await capture(command, { args: [...before, 'pack', '--out', file], cwd })
      if (code !== 0) throw new Error(`${directory} cannot be packed:\n${output}`)
      const { name } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { name: string }
      return [directory, { name, file }] as const
    }),
  )
  return Object.fromEntries(packed) as Tarballs
}
