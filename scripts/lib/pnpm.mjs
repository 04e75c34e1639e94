import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How to call pnpm: under `pnpm run` one is on the PATH, under `npm start` and `npm test` there is none.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ command: string, before: string[] }} what stands before pnpm's own arguments
 */
export function pnpm(root, environment = process.env) {
  if (environment.npm_config_user_agent?.startsWith('pnpm/')) return { command: 'pnpm', before: [] }
  /** @type {{ packageManager: string }} */
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { command: 'npx', before: ['--yes', packageManager] }
}
