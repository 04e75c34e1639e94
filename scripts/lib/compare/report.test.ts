import { expect, test } from 'vitest'
import type { Measured } from './measure.ts'
import { report } from './report.ts'

const circumstances = { date: '2026-03-10', chromium: '150.0', vite: '8.0.0', node: '24.0.0', cores: 2, hours: 24 }
const own: Measured = {
  name: 'a-widget',
  version: '1.2.3',
  license: 'MIT',
  react: '^17 || ^18',
  ranWith: '18.0.0',
  notWith: '19.0.0',
  types: 'yes',
  script: 21_440,
  lazy: [1_000, 900],
  style: 0,
  hosts: [],
  look: { started: true, requests: [], errors: [], firstPaintMs: 95.4, axe: { rules: ['label'], places: 3 } },
  page: { script: '', style: '' },
  serverRender: { works: false, note: 'ReferenceError: self is not defined' },
}
const request = { host: 'cdn.example.com', kind: 'script' }
const loaded: Measured = {
  ...own,
  name: 'a-loader',
  hosts: ['cdn.example.com'],
  look: { started: true, requests: [request, request], errors: [] },
}
const cells = (text: string, name: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`| \`${name}\``))
    .map((line) => line.split(/ \| |^\| | \|$/).slice(1, -1))

test('a package with its own interface', () => {
  const [loads, is] = cells(report([own], [], circumstances), 'a-widget')
  expect(loads).toEqual(['`a-widget`', '1.2.3', '21.4 kB', '1.9 kB', 'none', 'in the package', 'none', '95 ms'])
  expect(is?.slice(2)).toEqual([
    '^17 \\|\\| ^18',
    '18.0.0, not with 19.0.0',
    'no: ReferenceError: self is not defined',
    'yes',
    '3: label',
  ])
})

test('a package that loads its interface', () => {
  const [loads, is] = cells(report([loaded], [], circumstances), 'a-loader')
  expect(loads?.slice(5)).toEqual(['from cdn.example.com', '2: script from cdn.example.com', '-'])
  expect(is?.at(-1)).toBe('-')
})

test('days of publication stand there where they are known', () => {
  expect(report([own], [], circumstances)).toContain('are left out')
  const told = report([own], [], { ...circumstances, published: new Map([['a-widget', '2026-01-02']]) })
  expect(cells(told, 'a-widget')[1]?.[1]).toBe('2026-01-02')
})

test('what could not be measured is named with the reason', () => {
  const text = report([own], [{ name: 'gone', reason: 'does not install: code E404' }], circumstances)
  expect(text).toContain('- `gone`: does not install: code E404')
})
