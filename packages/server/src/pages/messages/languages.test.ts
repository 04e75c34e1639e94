import { describe, expect, it } from 'vitest'
import { LANGUAGES } from './choose-messages.ts'
import { en } from './en.ts'
import type { Messages } from './messages.ts'

/** UX.md: what a grower never reads. Errors, failures, things invalid, tokens; and nobody shouts. */
const NEVER =
  /(?<!\p{L})(?:erros?|error(?:es)?|erreurs?|fehler\p{L}*|falh\p{L}+|fall(?:ó|a)|échou\p{L}+|échec|inválid\p{L}+|invalide|ungültig\p{L}*|tokens?|oauth)(?!\p{L})|[!¡]/iu

type Tree = { readonly [key: string]: string | Tree }

/** Every text with the way to it: `problems.not_found.title`. */
const textsOf = (tree: Tree, way = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[way + key, value]] : textsOf(value, `${way}${key}.`),
  )
const wordsOf = (messages: Messages): [string, string][] =>
  textsOf(messages).filter(([way]) => way !== 'lang' && way !== 'dir')
const gapsOf = (text: string): string[] => (text.match(/\{\w*\}/g) ?? []).toSorted()
/** Codes that share their words share a template, so each language shares where English does. */
const sharedWords = ({ problems }: Messages): string[] => {
  const codes = Object.keys(problems) as (keyof typeof problems)[]
  return codes.map((code) => codes.filter((other) => problems[other] === problems[code]).join(' '))
}

const original = new Map(wordsOf(en))
const translations = [...LANGUAGES.values()].filter(({ lang }) => lang !== 'en').map((messages) => ({ messages }))

it('there are four languages beside English', () => {
  expect(translations.map(({ messages }) => messages.lang)).toEqual(['pt-BR', 'es', 'fr', 'de'])
})

describe.each(translations)('$messages.lang', ({ messages }) => {
  const words = wordsOf(messages)
  const wordsWhere = (isWrong: (text: string, english: string) => boolean): string[] =>
    words.filter(([way, text]) => isWrong(text, original.get(way) ?? '')).map(([way, text]) => `${way}: ${text}`)

  it('says all that English says, and nothing else', () => {
    expect(words.map(([way]) => way).toSorted()).toEqual([...original.keys()].toSorted())
    expect(wordsWhere((text) => text.trim() === '' || text !== text.trim())).toEqual([])
  })

  it('leaves the same gaps', () => {
    expect(wordsWhere((text, english) => gapsOf(text).join('') !== gapsOf(english).join(''))).toEqual([])
  })

  it('leaves no English', () => {
    expect(wordsWhere((text, english) => text === english)).toEqual([])
  })

  it('is at most 1.7 times as long', () => {
    expect(wordsWhere((text, english) => english.length > 20 && text.length > english.length * 1.7)).toEqual([])
  })

  it('shares words among the same problems', () => {
    expect(sharedWords(messages)).toEqual(sharedWords(en))
  })

  it('keeps to the style of words', () => {
    expect(wordsWhere((text) => NEVER.test(text) || /['"]|\.\.\./.test(text))).toEqual([])
  })
})

describe('names of unknown gender or with a vowel in front', () => {
  it.each([
    ['pt', /(?<!\p{L})(?:[oa]|n[oa]|d[oa]|ao|à|pel[oa]) \{(?:provider|brand)\}/iu],
    ['fr', /(?<!\p{L})(?:de|que|le|la) \{(?:provider|brand)\}|[^\u00A0][:;?»]/iu],
  ])('%s', (language, wrong) => {
    const messages = LANGUAGES.get(language) ?? en
    expect(wordsOf(messages).filter(([, text]) => wrong.test(text))).toEqual([])
  })
})
