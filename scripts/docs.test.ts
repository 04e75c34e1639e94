import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What the documents say of the code, held against the code: a document that is wrong fails like a test. */

const root = resolve(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const documents = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })]
const sources = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: (path) => /node_modules|dist/.test(path) })

/** The first cell's code words of each row of the tables below a heading. */
const firstCells = (markdown: string, heading: string): string[] =>
  (markdown.split(`\n${heading}\n`)[1]?.split(/\n## /)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? ''))

describe.each([
  { path: 'SECURITY.md', least: 30 },
  { path: 'docs/accessibility.md', least: 15 },
])('$path names tests that exist', ({ path, least }) => {
  const files = sources('packages/*/src/**/*.test.{ts,tsx}', 'packages/*/src/**/*.stories.tsx', 'e2e/*.spec.ts')
  const named = [...read(path).matchAll(/`([\w/.-]+): ([^`]+)`/g)].map(([, place = '', name = '']) => ({ place, name }))

  test('and there are enough', () => {
    expect(named.length).toBeGreaterThanOrEqual(least)
  })

  test.each(named)('$place: $name', ({ place, name }) => {
    const endings = ['.test.ts', '.test.tsx', '.contract.test.ts', '.spec.ts', '.tsx'].map(
      (ending) => `/${place}${ending}`,
    )
    const file = files.find((path) => endings.some((ending) => `/${path}`.endsWith(ending)))
    const text = file === undefined ? '' : read(file).replaceAll("\\'", "'")
    const missing = name.split('…').filter((part) => !text.includes(part.trim()))
    expect(missing).toEqual([])
  })
})

describe.each(documents)('%s', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)\s]*)\)|srcset="([^"]+)"|src="(?!https?:)([^"]+)"/g)]

  test('has links that lead somewhere', () => {
    const broken = links
      .map(([, link, srcset, src]) => link ?? srcset ?? src ?? '')
      .filter((link) => {
        const [file = '', anchor] = link.split('#')
        const target = file === '' ? path : join(dirname(path), file)
        if (!existsSync(join(root, target))) return true
        return anchor !== undefined && !anchorsOf(read(target)).includes(anchor)
      })
    expect(broken).toEqual([])
  })

  test('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const own = ['install', 'exec', 'run', 'deploy', ...Object.keys(scripts)]
    const named = [
      ...read(path).matchAll(/(?:^|`)(?:npx (?:--yes )?)?pnpm(?:@[\d.]+)? (?:--\S+ )*([a-z][\w:-]*)/gm),
    ].map(([, name]) => name ?? '')
    expect(named.filter((name) => !own.includes(name))).toEqual([])
  })
})

/** As the usual hosts make an anchor of a heading. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test('docs/decisions/README.md lists every decision', () => {
  const files = globSync('docs/decisions/*.md', { cwd: root }).map((path) => path.replace(/^.*\//, ''))
  const index = read('docs/decisions/README.md')
  expect(files.filter((file) => file !== 'README.md' && !index.includes(`(${file})`))).toEqual([])
})

test('docs/operators.md lists exactly the variables that the BFF reads', () => {
  const files = sources('apps/bff/src/environment.ts', 'packages/providers/src/*/{index,settings}.ts')
  const inUse = files.flatMap((file) =>
    [...read(file).matchAll(/^ +([A-Z][A-Z_]+):? /gm)].map(([, name]) => name ?? ''),
  )
  const settings = read('docs/operators.md').split('\n## 2. Settings\n')[1]?.split('\n## ')[0] ?? ''
  const listed = settings
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...line.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name ?? ''))
  expect([...new Set(listed)].toSorted()).toEqual([...new Set(inUse)].toSorted())
})

test('docs/operators.md quotes lines that are really logged', () => {
  const table = read('docs/operators.md').split('\n| in the log ')[1]?.split('\n\n')[0] ?? ''
  const quoted = table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...row.matchAll(/`(\w+(?: \w+)+)`/g)].map(([, words = '']) => words))
  const code = sources('packages/server/src/**/*.ts').map(read).join('\n')
  expect(quoted.length).toBeGreaterThan(5)
  expect(quoted.filter((words) => !code.includes(`'${words}'`))).toEqual([])
})

test('docs/host-developers.md names codes of the closed list', () => {
  const list = [...read('packages/protocol/src/errors.ts').matchAll(/^ {2}(\w+): \{ status:/gm)].map(([, code]) => code)
  const codes = firstCells(read('docs/host-developers.md'), '## 7. Errors')
  expect(codes.length).toBeGreaterThan(5)
  expect(codes.filter((code) => !list.includes(code))).toEqual([])
})

test('docs/host-developers.md lists every prop', () => {
  const props = read('packages/connect/src/react/connect-props.ts').split('export interface ConnectProps {')[1] ?? ''
  const names = [...props.matchAll(/^ {2}(\w+)\??: /gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(8)
  expect(firstCells(read('docs/host-developers.md'), '## 4. Props').toSorted()).toEqual(names.toSorted())
})

test('docs/host-developers.md has examples of Hitch.create that compile', () => {
  const [example = ''] = /^const widget = Hitch\.create\([\s\S]+?(?=^```)/m.exec(read('docs/host-developers.md')) ?? []
  const lines = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || [])
  expect(lines(example).length).toBeGreaterThan(10)
  expect(lines(read('packages/connect/src/element/script.test-d.ts')).join('\n')).toContain(lines(example).join('\n'))
})

/** A snippet below a comment that names a file, such as `<!-- apps/examples/src/hono.ts -->`, is of that file. */
const snippets = [
  ...read('docs/host-developers.md').matchAll(/^<!-- (apps\/examples\/\S+) -->\n\n```ts\n([\s\S]+?)^```$/gm),
].map(([, file = '', code = '']) => ({ file, code }))

test('docs/host-developers.md shows what the examples are, that npm test runs', () => {
  expect(snippets.length).toBe(read('docs/host-developers.md').split('<!-- apps/examples/').length - 1)
  expect(snippets.length).toBeGreaterThanOrEqual(4)
  for (const { file, code } of snippets) {
    // Paragraphs may be left out, and lines at a paragraph's beginning or end.
    for (const paragraph of code.trim().split('\n\n')) expect(`${read(file)}\n`).toContain(`${paragraph}\n`)
  }
})

test('docs/host-developers.md lists every attribute of the element', () => {
  const [, list = ''] = /ATTRIBUTES = \[([^\]]+)\]/.exec(read('packages/connect/src/element/read-attributes.ts')) ?? []
  const table = read('docs/host-developers.md').split('| attribute ')[1]?.split('\n\n')[0] ?? ''
  const cells = table.split('\n').flatMap((line) => (line.startsWith('| `') ? (line.split(' | ')[0] ?? '') : []))
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word))
  expect(listed.toSorted()).toEqual([...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => word).toSorted())
})

describe('docs/host-developers.md has the whole look', () => {
  const look = read('docs/host-developers.md').split('\n## 5. Look\n')[1]?.split('\n## ')[0] ?? ''
  const keysOf = (file: string, type: string): string[] => {
    const body =
      read(`packages/connect/src/react/${file}`).split(`export interface ${type} {`)[1]?.split('\n}')[0] ?? ''
    return [...body.matchAll(/^ {2}(\w+)\?: /gm)].map(([, name = '']) => name)
  }
  const words = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  /** The code words of the table below the first row that begins with this. */
  const column = (heading: string): string[] =>
    (look.split(`| ${heading} `)[1]?.split('\n\n')[0] ?? '')
      .split('\n')
      .slice(2)
      .flatMap((line) => words(line.split(' | ')[0]))
  const literals = (text: string): string[] => [...text.matchAll(/'([\w-]+)'/g)].map(([, word = '']) => word)
  const components = sources('packages/connect/src/react/*.tsx', 'packages/connect/src/react/*-pane/*.tsx')
    .filter((path) => !/\.(test|stories)\.tsx$/.test(path))
    .map(read)
    .join('\n')

  test('every variable, and those that styles.css reads are the same', () => {
    const names = keysOf('connect-props.ts', 'AppearanceVariables')
      .map((name) => `--hitch-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
      .toSorted()
    const css = sources('packages/connect/src/styles/*.css').map(read).join('\n')
    expect(column('variable').toSorted()).toEqual(names)
    expect([...new Set(css.match(/--hitch-[\w-]+/g))].toSorted()).toEqual(names)
    // A promise: hosts need not learn more than this many.
    expect(names.length).toBeLessThanOrEqual(16)
  })

  test('every element', () => {
    expect(column('element').toSorted()).toEqual(keysOf('class-names.ts', 'ClassNames').toSorted())
  })

  test('every data attribute', () => {
    // How a drawing is put together, and which way a pane slides: nobody's concern.
    const ours = ['data-filled', 'data-part', 'data-back']
    const written = new Set(components.match(/\bdata-[a-z]+(?==)/g))
    expect(column('attribute').toSorted()).toEqual([...written].filter((name) => !ours.includes(name)).toSorted())
  })

  test('every value of the lists that are closed', () => {
    const [, model = ''] = read('packages/connect/src/react/tile-model.ts').split('export type TileModel =')
    const states = [...(model.split('\nexport ')[0] ?? '').matchAll(/state: ([^;}]+)/g)].flatMap(([, list = '']) =>
      literals(list),
    )
    const [, kinds = ''] =
      /export type ButtonKind = (.+)/.exec(read('packages/connect/src/react/tile-actions.ts')) ?? []
    expect(states.length).toBeGreaterThan(15)
    expect(words(/is one of ([^.]+)\./.exec(look)?.[1])).toEqual(states)
    expect(words(/\| `data-kind`[^|]*\|[^|]*\|([^|]*)\|/.exec(look)?.[1])).toEqual(literals(kinds))
  })
})
