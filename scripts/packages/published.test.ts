import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { capture } from '../lib/quietly.mjs'
import { PUBLISHED } from './pack.ts'

const root = resolve(import.meta.dirname, '../..')
const tarballs = inject('tarballs')

interface Manifest {
  name: string
  private?: boolean
  license?: string
  description?: string
  publishConfig?: { access?: string; provenance?: boolean }
}

interface SourceMap {
  sources: string[]
  sourcesContent?: (string | null)[]
}

const tar = async (...args: string[]): Promise<string> => {
  const { code, output } = await capture('tar', { args, cwd: root })
  if (code !== 0) throw new Error(output)
  return output
}
const listOf = async (tarball: string): Promise<string[]> => (await tar('-tzf', tarball)).trim().split('\n')
const fileOf = (tarball: string, file: string): Promise<string> => tar('-xzOf', tarball, `package/${file}`)

describe.each(PUBLISHED)('packages/%s, as it is packed', (name) => {
  const bytes = () => readFileSync(tarballs[name].file)

  it('is what publint asks for', async () => {
    const data = bytes()
    const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  it('holds what is needed, with its licence, and nothing that only this workspace uses', async () => {
    const files = (await listOf(tarballs[name].file)).map((file) => file.replace(/^package\//, ''))
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
    const places = name === 'server' ? /^(dist|assets)\// : /^dist\//
    expect(files.filter((file) => !places.test(file)).toSorted()).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(
      files.filter((file) => /\.(test|test-d|stories|contract)\.|\/(testing|guides)\/|\.tsbuildinfo$/.test(file)),
    ).toEqual([])
    // Without its sources a map leads to files that nobody has.
    for (const map of files.filter((file) => file.endsWith('.map'))) {
      const { sources, sourcesContent } = JSON.parse(await fileOf(tarballs[name].file, map)) as SourceMap
      expect(sourcesContent?.filter((content) => content !== null)).toHaveLength(sources.length)
    }
  })

  it('has types for every way in, wherever ECMAScript modules are resolved', async () => {
    const attw = join(root, 'node_modules', '.bin', 'attw')
    // What is no module has no types: the style sheet, and the script for pages without a build step.
    const files = ['--exclude-entrypoints', './styles.css', './hitch.js']
    const args = [tarballs[name].file, '--profile', 'esm-only', '--no-emoji', '--no-color']
    const found = await capture(attw, { args: name === 'connect' ? [...args, ...files] : args, cwd: root })
    expect(found).toMatchObject({ code: 0 })
  })

  it('may be published, says under which licence, and proves where it was built', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest
    expect(manifest).toMatchObject({
      license: 'MIT',
      description: expect.stringMatching(/./),
      publishConfig: { access: 'public', provenance: true },
    })
    expect(manifest.private).toBeUndefined()
  })
})
