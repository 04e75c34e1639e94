import { expect, test } from 'vitest'
import { plain } from './factors.ts'
import type { Played } from './run-cases.ts'
import { putSection, sectionOf } from './table.ts'

const played: Played[] = [
  { case: plain, ms: 3000, complaints: [], worst: { status: 'connected', where: 'tile', ms: 1240 } },
  { case: { ...plain, csp: 'forbids' }, ms: 2000, complaints: [] },
  { case: { ...plain, csp: 'strictest' }, ms: 2000, complaints: ['it broke'] },
]

test('a section says when, what, how many and what failed', () => {
  const section = sectionOf({
    version: 'Chromium 1.2',
    selection: 'all',
    played,
    begun: new Date('2026-11-25T01:00:00Z'),
    minutes: 12.4,
  })
  const lines = section.split('\n')
  expect(lines[0]).toBe(
    "Chromium 1.2, 2026-11-25: 3 cases (all) in 12 min, 2 as expected; at worst 1.2 s from the server's `connected` to the tile.",
  )
  const row = (name: string) =>
    lines
      .find((line) => line.includes(name))
      ?.split(/ *\| */)
      .slice(3, -1)
  expect(row('| forbids ')).toEqual(['1', '1', '0', '1', '0', '-'])
  expect(row('| strictest ')).toEqual(['1', '0', '0', '0', '0', '-'])
  expect(row('| top ')).toEqual(['3', '2', '1', '1', '0', '1.2 s'])
  expect(lines.at(-1)).toBe('- csp strictest: it broke')
})

test('a section is put between its markers, and nowhere else', () => {
  const page = 'before\n<!-- firefox -->\nold\n<!-- /firefox -->\nafter'
  expect(putSection(page, 'firefox', 'new')).toBe('before\n<!-- firefox -->\n\nnew\n\n<!-- /firefox -->\nafter')
  expect(() => putSection(page, 'webkit', 'new')).toThrow('no place for webkit')
})
