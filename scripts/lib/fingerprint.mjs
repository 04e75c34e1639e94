import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const notBuilt = /\.(test|test-d|contract\.test|stories)\.tsx?$/
const notOurs = new Set(['node_modules', 'dist', 'testing'])

/**
 * @param {string} root
 * @param {string} folder below root
 * @returns {string[]} paths below root, in a fixed order
 */
function filesBelow(root, folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(root, `${folder}/${entry.name}`)
      return [`${folder}/${entry.name}`]
    })
}

/** @param {string} root @param {string[]} files */
function fingerprint(root, files) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(root, file)))
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} root */
const workspaces = (root) =>
  ['packages', 'apps'].flatMap((group) =>
    existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => `${group}/${name}`) : [],
  )

/**
 * Changes when `pnpm install` has something to do.
 *
 * @param {string} root
 */
export function installFingerprint(root) {
  const manifests = ['.', 'e2e', ...workspaces(root)].map((folder) => `${folder}/package.json`)
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]
  const platform = `${process.platform}-${process.arch}`
  return `${platform} ${fingerprint(
    root,
    files.filter((file) => existsSync(join(root, file))),
  )}`
}

/**
 * Changes when `pnpm build` would build something else: any file but tests, stories and what is built.
 *
 * @param {string} root
 */
export function buildFingerprint(root) {
  const shared = ['tsconfig.base.json', 'pnpm-lock.yaml', 'package.json']
  const folders = [...workspaces(root), 'e2e/host']
  const files = folders.flatMap((folder) => filesBelow(root, folder).filter((file) => !notBuilt.test(file)))
  return fingerprint(root, [...shared, ...files])
}

/**
 * Changes when a server's first start would make another database: our tables, and the libraries that have tables too.
 *
 * @param {string} root
 */
export function databaseFingerprint(root) {
  const files = filesBelow(root, 'packages/server/src/database').filter((file) => !notBuilt.test(file))
  return fingerprint(root, ['pnpm-lock.yaml', ...files])
}
