import { existsSync } from 'node:fs'
import { dirname, delimiter, join } from 'node:path'

/** Below this a Node cannot run what is built, nor the tools that build it. */
const oldest = [22, 18]

/** @param {string} version like `22.18.0` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > (oldest[0] ?? 0) || (major === oldest[0] && minor >= (oldest[1] ?? 0))
}

/**
 * The Node that runs servers and tools: the one that was installed with the packages, else the one that runs now.
 *
 * @param {string} root
 * @param {{ version: string, execPath: string, platform: string, arch: string }} running
 * @returns {string} path of a binary
 * @throws {Error} with what to do, when neither is new enough
 */
export function findNode(root, running = { ...process, version: process.versions.node }) {
  const packaged = join(root, 'node_modules', `node-${running.platform}-${running.arch}`, 'bin', 'node')
  if (existsSync(packaged)) return packaged
  if (isNewEnough(running.version)) return running.execPath
  throw new Error(
    `This is Node ${running.version}, and no newer one comes as a package for ${running.platform}-${running.arch}. ` +
      `Install Node ${oldest.join('.')} or newer (24 is best) and run the same command again.`,
  )
}

/**
 * An environment in which the project's own tools are found first, and a bare `node` is the one above.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root, environment = process.env) {
  const path = [dirname(findNode(root)), join(root, 'node_modules', '.bin'), environment.PATH ?? '']
  return { ...environment, PATH: path.join(delimiter) }
}
