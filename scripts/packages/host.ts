import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pnpm } from '../lib/pnpm.mjs'
import { capture } from '../lib/quietly.mjs'
import type { Tarballs } from './pack.ts'

export interface Host {
  /** Paths of the files it is made of, and what they hold. */
  files: Readonly<Record<string, string>>
  /** What it installs beside ours, with versions. */
  dependencies: Readonly<Record<string, string>>
}

/**
 * Makes an empty project outside this workspace and installs the tarballs of ours that it names as `tarball`.
 *
 * pnpm lays no package where one finds it by chance: what a tarball imports and does not declare is missing here.
 *
 * @throws {Error} with pnpm's output
 */
export const installHost = async (root: string, folder: string, tarballs: Tarballs, host: Host): Promise<void> => {
  const ours = Object.fromEntries(Object.values(tarballs).map(({ name, file }) => [name, `file:${file}`]))
  const dependencies = Object.fromEntries(
    Object.entries(host.dependencies).map(([name, version]) => [name, version === 'tarball' ? ours[name] : version]),
  )
  const files = {
    'package.json': JSON.stringify({ name: 'host', private: true, type: 'module', dependencies }),
    // None of ours is on the registry under the version that is being tried.
    'pnpm-workspace.yaml': JSON.stringify({ packages: ['.'], overrides: ours, pmOnFail: 'ignore' }),
    ...host.files,
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const { command, before } = pnpm(root)
  const args = [...before, 'install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile']
  const { code, output } = await capture(command, { args, cwd: folder })
  if (code !== 0) throw new Error(`the host cannot install:\n${output}`)
}
