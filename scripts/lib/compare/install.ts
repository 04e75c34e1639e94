import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from '../quietly.mjs'

/**
 * Installs packages into an empty folder, without running any of their scripts, and with nothing in it that is younger than `before`.
 *
 * @throws {Error} with npm's reason
 */
export const installInto = async (folder: string, packages: readonly string[], before: Date): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', `--before=${before.toISOString()}`]
  const { code, output } = await capture('npm', { args: ['install', ...flags, ...packages], cwd: folder })
  if (code !== 0) throw new Error(`does not install: ${reasonOf(output)}`)
}

/** npm's lines of an error begin alike; the first says what kind, the next what happened. */
const reasonOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /^npm (?:error|ERR!) /.test(line))
    .slice(0, 2)
    .map((line) => line.replace(/^npm (?:error|ERR!) /, ''))
    .join('; ')
