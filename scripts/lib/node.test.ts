import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findNode, isNewEnough } from './node.mjs'

let root: string
const old = { version: '20.20.2', execPath: '/usr/bin/node', platform: 'linux', arch: 'riscv64' }

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hitch-node-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the Node that came with the packages is taken first', () => {
  const binary = join(root, 'node_modules/node-linux-riscv64/bin/node')
  mkdirSync(join(binary, '..'), { recursive: true })
  writeFileSync(binary, '')
  expect(findNode(root, old)).toBe(binary)
  expect(findNode(root, { ...old, version: '26.0.0' })).toBe(binary)
})

test('without one, the running Node serves when it is new enough', () => {
  expect(findNode(root, { ...old, version: '22.18.0' })).toBe('/usr/bin/node')
})

test('with neither, the line says what to install', () => {
  expect(() => findNode(root, old)).toThrow(
    'This is Node 20.20.2, and no newer one comes as a package for linux-riscv64',
  )
})

test.each([
  ['22.17.9', false],
  ['22.18.0', true],
  ['23.0.0', true],
  ['9.99.0', false],
])('%s new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected)
})
