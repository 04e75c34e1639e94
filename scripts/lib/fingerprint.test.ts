import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildStamp, entryPoints, isBuilt } from './build.mjs'
import { buildFingerprint, databaseFingerprint, installFingerprint } from './fingerprint.mjs'

let root: string

function write(file: string, content: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), content)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hitch-fingerprint-'))
  for (const file of ['tsconfig.base.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) write(file, '{}')
  write('packages/server/package.json', '{}')
  write('packages/server/src/app.ts', 'export const app = 1')
  write('apps/bff/package.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test.each([
  ['a changed source', 'packages/server/src/app.ts'],
  ['a new source', 'packages/server/src/deep/new.ts'],
  ['a package’s configuration', 'packages/server/tsconfig.build.json'],
  ['the host’s page of the end-to-end tests', 'e2e/host/page.tsx'],
  ['the lockfile', 'pnpm-lock.yaml'],
])('%s asks for a build', (_, file) => {
  const before = buildFingerprint(root)
  write(file, 'changed')
  expect(buildFingerprint(root)).not.toBe(before)
})

test.each([
  'packages/server/src/app.test.ts',
  'packages/server/src/testing/fake.ts',
  'packages/server/src/Tile.stories.tsx',
  'packages/server/dist/app.js',
  'packages/server/node_modules/hono/index.js',
])('%s does not', (file) => {
  const before = buildFingerprint(root)
  write(file, 'changed')
  expect(buildFingerprint(root)).toBe(before)
})

test('a source that is gone asks for a build', () => {
  const before = buildFingerprint(root)
  rmSync(join(root, 'packages/server/src/app.ts'))
  expect(buildFingerprint(root)).not.toBe(before)
})

test('a changed manifest asks for an install, a changed source does not', () => {
  const before = installFingerprint(root)
  write('packages/server/src/app.ts', 'changed')
  expect(installFingerprint(root)).toBe(before)
  write('packages/server/package.json', '{"dependencies":{}}')
  expect(installFingerprint(root)).not.toBe(before)
})

test('a build counts while its stamp fits the sources and all that starts is there', () => {
  expect(isBuilt(root)).toBe(false)
  write('.hitch/build', buildFingerprint(root))
  expect(buildStamp(root)).toBe(join(root, '.hitch/build'))
  expect(isBuilt(root)).toBe(false)
  for (const file of Object.values(entryPoints)) write(file, '')
  expect(isBuilt(root)).toBe(true)
  write('packages/server/src/app.ts', 'changed')
  expect(isBuilt(root)).toBe(false)
})

test.each([
  ['another migration', 'packages/server/src/database/migrations/0009-more.ts', true],
  ['another PGlite', 'pnpm-lock.yaml', true],
  ['a source beside the database', 'packages/server/src/app.ts', false],
])('%s, in %s: a first start makes another database: %s', (_, file, another) => {
  const before = databaseFingerprint(root)
  write(file, 'changed')
  expect(databaseFingerprint(root) !== before).toBe(another)
})
