import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFingerprint } from './fingerprint.mjs'

/** What `npm start` runs, in the order of their start: who answers last needs the ones before it. */
export const entryPoints = {
  sandbox: 'packages/sandbox/dist/main.js',
  bff: 'apps/bff/dist/main.js',
  demo: 'apps/demo/dist/server/main.js',
}

/** Holds the fingerprint of the sources that the last whole build was made of. @param {string} root */
export const buildStamp = (root) => join(root, '.hitch', 'build')

/** @param {string} root */
export function isBuilt(root) {
  const stamp = buildStamp(root)
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== buildFingerprint(root)) return false
  return Object.values(entryPoints).every((file) => existsSync(join(root, file)))
}
