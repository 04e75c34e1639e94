import { build, type Rolldown } from 'vite'
import { beforeAll, expect, test } from 'vitest'

/** What a host gets. One build for all of it; nothing is written. */
const chunks = new Map<string, Rolldown.OutputChunk>()
const files: string[] = []

beforeAll(async () => {
  const root = new URL('../', import.meta.url).pathname
  const built = await build({ root, configFile: `${root}vite.config.ts`, logLevel: 'silent', build: { write: false } })
  if (!Array.isArray(built)) throw new Error('the library is not one build')
  for (const part of built.flatMap(({ output }) => output)) {
    files.push(part.fileName)
    if (part.type === 'chunk') chunks.set(part.fileName, part)
  }
}, 60_000)

/** An entry with every chunk it loads at once. */
const loaded = (name: string): Rolldown.OutputChunk[] => {
  const chunk = chunks.get(name)
  return chunk ? [chunk, ...chunk.imports.flatMap(loaded)] : []
}
const outside = (name: string): string[] => [
  ...new Set(loaded(name).flatMap(({ imports }) => imports.filter((file) => !chunks.has(file)))),
]

test('the core knows no React: of others it loads zustand/vanilla alone', () => {
  expect(outside('core.js')).toEqual(['zustand/vanilla'])
  const modules = loaded('core.js').flatMap(({ moduleIds }) => moduleIds)
  expect(modules.filter((id) => /[\\/]src[\\/](react|messages)[\\/]/.test(id))).toEqual([])
  expect(modules.some((id) => id.endsWith('create-connect.ts'))).toBe(true)
})

test('the core gives out what its index lists, and nothing else', () => {
  expect(chunks.get('core.js')?.exports).toEqual(['createConnect', 'isConnectError'])
})

test('the React entry says that it is for the client before it says anything else', () => {
  expect(chunks.get('react.js')?.code).toMatch(/^['"]use client['"];?\n/)
})

test('what a host has already stays outside, what is private is inside', () => {
  const others = outside('react.js')
  expect(others.filter((name) => !/^(react|react-dom|@tanstack\/react-query|zustand)($|\/)/.test(name))).toEqual([])
  expect(files).toContain('styles.css')
})
