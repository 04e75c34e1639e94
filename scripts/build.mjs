/** Builds every package and app, after a look at the import direction. `npm start` reads the stamp it leaves. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { buildStamp } from './lib/build.mjs'
import { buildFingerprint } from './lib/fingerprint.mjs'
import { toolEnvironment } from './lib/node.mjs'
import { pnpm } from './lib/pnpm.mjs'

const root = resolve(import.meta.dirname, '..')
const env = toolEnvironment(root)

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

const stamp = buildStamp(root)
const fingerprint = buildFingerprint(root)
rmSync(stamp, { force: true })

run('oxlint', ['-c', 'oxlint.imports.config.ts'])

// A file that was renamed must not live on in dist.
for (const group of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, group)))
    rmSync(join(root, group, name, 'dist'), { recursive: true, force: true })
}

const { command, before } = pnpm(root)
run(command, [...before, '--recursive', '--reporter=append-only', 'run', 'build'])
run('node', ['scripts/script-tag.mjs'])

mkdirSync(dirname(stamp), { recursive: true })
writeFileSync(stamp, fingerprint)
