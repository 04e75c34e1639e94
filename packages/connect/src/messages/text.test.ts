import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { createTexts } from './text.ts'

describe('createTexts', () => {
  it('fills the gaps and leaves out the emphasis where there is no room for it', () => {
    const texts = createTexts(en, 'en')
    expect(texts.plain({ key: 'leadBrand', b: 'Northfield Grain' })).toBe('Your data goes to Northfield Grain.')
    expect(texts.plain('connect')).toBe('Connect')
  })

  it('gives emphasis and names as pieces', () => {
    expect(createTexts(en, 'en').pieces({ key: 'leadBrand', b: 'A*B {p}' })).toEqual([
      { text: 'Your data goes to ', strong: false, name: false },
      { text: 'A*B {p}', strong: true, name: true },
      { text: '.', strong: false, name: false },
    ])
  })

  it('counts as the language counts', () => {
    const syncing = { one: '{n} pole', few: '{n} pola', many: '{n} pól', other: '{n} pola' }
    const polish = createTexts({ syncing }, 'pl')
    expect([1, 2, 5, 22].map((n) => polish.plain({ key: 'syncing', n }))).toEqual([
      '1 pole',
      '2 pola',
      '5 pól',
      '22 pola',
    ])
    expect(createTexts(en, 'de').plain({ key: 'syncing', n: 1204 })).toContain('1.204')
  })

  it('falls back to the general form, and to nothing for a text that has not come', () => {
    expect(createTexts({ syncing: { other: '{n}' } }, 'en').plain({ key: 'syncing', n: 1 })).toBe('1')
    expect(createTexts({}, 'en').plain('sayOnline')).toBe('')
  })

  it('understands an underscore, and counts in English where it understands nothing', () => {
    expect(createTexts(en, 'pt_BR').locale).toBe('pt-BR')
    expect(createTexts(en, 'no such language').locale).toBe('en')
  })
})
