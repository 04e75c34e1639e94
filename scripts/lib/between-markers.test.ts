import { expect, test } from 'vitest'
import { replaceBetween, table } from './between-markers.ts'

test('what stands between the markers is replaced, and nothing else', () => {
  const document = 'before\n<!-- sizes -->\nold\n<!-- /sizes -->\nafter <!-- other --> <!-- /other -->'
  const once = replaceBetween(document, 'sizes', 'new\n')
  expect(once).toBe('before\n<!-- sizes -->\n\nnew\n\n<!-- /sizes -->\nafter <!-- other --> <!-- /other -->')
  expect(replaceBetween(once, 'sizes', 'new')).toBe(once)
})

test.each(['nothing', '<!-- a -->', '<!-- a --><!-- a --><!-- /a -->', '<!-- a --><!-- /a --><!-- /a -->'])(
  'a document like "%s" is refused',
  (document) => {
    expect(() => replaceBetween(document, 'a', 'new')).toThrow('once each')
  },
)

test('a bar does not end a cell', () => {
  expect(table(['a', 'b'], [['1 | 2', '3']])).toBe('| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 |')
})
