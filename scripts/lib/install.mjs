import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installFingerprint } from './fingerprint.mjs'
import { pnpm } from './pnpm.mjs'
import { quietly } from './quietly.mjs'

/** @param {string} root */
const stampOf = (root) => join(root, 'node_modules', '.hitch-install')

/** @param {string} root */
function isInstalled(root) {
  const stamp = stampOf(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === installFingerprint(root)
}

/**
 * Installs the packages as the lockfile says, if they are not there already.
 *
 * @param {string} root
 */
export async function install(root) {
  if (isInstalled(root)) return
  const fingerprint = installFingerprint(root)
  const { command, before } = pnpm(root)
  await quietly('Installing packages (about 20 s the first time)', command, {
    args: [...before, 'install', '--frozen-lockfile'],
    cwd: root,
  })
  writeFileSync(stampOf(root), fingerprint)
}
