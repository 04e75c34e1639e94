import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, expect, test } from 'vitest'
import { asAfterFirstStart } from './first-start.mjs'

let root: string
let starts: number

beforeEach(() => {
  starts = 0
  root = mkdtempSync(join(tmpdir(), 'hitch-first-start-'))
  mkdirSync(join(root, 'packages/server/src/database'), { recursive: true })
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'first')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const prepare = async (name: string) => {
  const dataDir = join(root, name)
  mkdirSync(dataDir)
  await asAfterFirstStart(root, dataDir, async (folder) => {
    mkdirSync(join(folder, 'pglite'), { recursive: true })
    starts += 1
    // A folder whose server was not stopped is not whole.
    return { stop: async () => writeFileSync(join(folder, 'pglite/tables'), String(starts)) }
  })
  return readFileSync(join(dataDir, 'pglite/tables'), 'utf8')
}

test('is done once, and every folder gets a copy of its own', async () => {
  expect(await prepare('one')).toBe('1')
  writeFileSync(join(root, 'one/pglite/tables'), 'written to')
  expect(await prepare('two')).toBe('1')
  expect(starts).toBe(1)
})

test('several at once each end with a whole one', async () => {
  const made = await Promise.all(['one', 'two', 'three'].map(prepare))
  expect(made.every((text) => /^[123]$/.test(text))).toBe(true)
  expect(readdirSync(join(root, '.hitch/first-start'))).toHaveLength(1)
})

test('is done anew when it would make something else, and the old one goes', async () => {
  await prepare('one')
  const [old = ''] = readdirSync(join(root, '.hitch/first-start'))
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'second')
  expect(await prepare('two')).toBe('2')
  expect(existsSync(join(root, '.hitch/first-start', old))).toBe(false)
})
