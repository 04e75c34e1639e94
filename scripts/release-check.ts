/** The first step of `pnpm release`: says what stands in the way, and ends it there. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { releaseObstacles, type Manifest } from './lib/release-check.ts'
import { PUBLISHED } from './packages/pack.ts'

const read = (directory: string): Manifest =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../packages', directory, 'package.json'), 'utf8')) as Manifest

const obstacles = releaseObstacles(Object.fromEntries(PUBLISHED.map((name) => [name, read(name)])), process.env)
if (obstacles.length > 0) {
  console.error(`Not published:\n${obstacles.map((line) => `  - ${line}`).join('\n')}`)
  process.exitCode = 1
}
