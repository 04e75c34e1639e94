import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The first of these programs that stands on the PATH.
 *
 * @param {readonly string[]} names
 * @param {Record<string, string | undefined>} environment
 * @returns {string | undefined}
 */
export function findProgram(names, environment = process.env) {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
