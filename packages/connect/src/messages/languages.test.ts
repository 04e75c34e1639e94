import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { enConnect } from './en-connect.ts'
import { enDetails } from './en-details.ts'
import { enDialog } from './en-dialog.ts'
import { enLater } from './en-later.ts'
import { enSearch } from './en-search.ts'
import { languageOf } from './languages.ts'
import type { Messages, PluralForms } from './text.ts'

const english: Messages = { ...en, ...enLater, ...enConnect, ...enDetails, ...enDialog, ...enSearch }
type Key = keyof Messages
const keys = Object.keys(english) as Key[]

/** What stands as in English, and why. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly Key[]>> = {
  // "Test" is the word there too.
  fr: ['test'],
  // "Test" and "Details" are the words there too.
  de: ['test', 'details'],
}

/** UX.md: what a grower never reads. Errors, failures, things invalid, tokens; and nobody shouts. */
const NEVER =
  /(?<!\p{L})(?:erros?|error(?:es)?|erreurs?|fehler\p{L}*|falh\p{L}+|fall(?:ó|a)|échou\p{L}+|échec|inválid\p{L}+|invalide|ungültig\p{L}*|tokens?|oauth)(?!\p{L})|[!¡]/iu

const languages = await Promise.all(
  ['pt-BR', 'es', 'fr', 'de'].map(async (locale) => {
    const { words: messages } = (await languageOf(locale)?.()) ?? {}
    if (!messages) throw new Error(`no words for ${locale}`)
    return { locale, messages }
  }),
)

/** A message's texts: one, or one for each form. */
const textsOf = (message: string | PluralForms): string[] =>
  typeof message === 'string' ? [message] : Object.values(message)
/** The general form stands for all. */
const textOf = (message: string | PluralForms): string => (typeof message === 'string' ? message : message.other)
const gapsOf = (text: string): string[] => (text.match(/\{\w*\}/g) ?? []).toSorted()
const marksOf = (text: string): number => text.split('*').length - 1
/** Keys of which some text does not do. */
const keysWhere = (messages: Messages, isWrong: (text: string, key: Key) => boolean): string[] =>
  keys.flatMap((key) =>
    textsOf(messages[key])
      .filter((text) => isWrong(text, key))
      .map((text) => `${key}: ${text}`),
  )

describe('languageOf', () => {
  it('goes by the first subtag', async () => {
    const [brazilian] = languages
    for (const locale of ['pt', 'PT-pt', 'pt_BR'])
      expect((await languageOf(locale)?.())?.words).toBe(brazilian?.messages)
    expect(new Set(languages.map(({ messages }) => messages.title)).size).toBe(4)
  })

  it('has nothing for English, and for what nobody knows', () => {
    for (const locale of ['en', 'en-GB', 'ar', 'ptx', '', '-pt', 'constructor']) {
      expect(languageOf(locale)).toBeUndefined()
    }
  })
})

describe.each(languages)('$locale', ({ locale, messages }) => {
  it('has every key and no other', () => {
    expect(Object.keys(messages).toSorted()).toEqual(keys.toSorted())
    expect(keysWhere(messages, (text) => text.trim() === '' || text !== text.trim())).toEqual([])
  })

  it('leaves the same gaps and stresses as often as English', () => {
    const differs = (text: string, key: Key): boolean => {
      const original = textOf(english[key])
      return gapsOf(text).join('') !== gapsOf(original).join('') || marksOf(text) !== marksOf(original)
    }
    expect(keysWhere(messages, differs)).toEqual([])
  })

  it('counts in all forms of the language', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    const counted = keys.filter((key) => typeof english[key] !== 'string')
    expect(counted).not.toEqual([])
    for (const key of counted)
      expect({ key, forms: Object.keys(messages[key]).toSorted() }).toEqual({ key, forms: categories })
  })

  it('leaves no English', () => {
    const same = keys.filter((key) => {
      const text = textOf(messages[key])
      return text === textOf(english[key]) && /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ''))
    })
    expect(same.toSorted()).toEqual([...(SAME_AS_ENGLISH[locale] ?? [])].toSorted())
  })

  it('is at most 1.7 times as long', () => {
    const tooLong = (text: string, key: Key): boolean => {
      const original = textOf(english[key])
      return original.length > 20 && text.length > original.length * 1.7
    }
    expect(keysWhere(messages, tooLong)).toEqual([])
  })

  it('names a button by what stands on it', () => {
    for (const slot of ['connect', 'cancel', 'close'] as const) {
      expect(messages[`${slot}Name`].toLowerCase()).toContain(messages[slot].toLowerCase())
    }
  })

  it('is heard to say the word that is seen of the test environment', () => {
    expect(messages.testName.toLowerCase()).toContain(messages.test.toLowerCase())
    expect(messages.testName.length).toBeGreaterThan(messages.test.length)
  })

  it('keeps to the style of words', () => {
    expect(keysWhere(messages, (text) => NEVER.test(text))).toEqual([])
    // A straight apostrophe or quote is a typewriter's.
    expect(keysWhere(messages, (text) => /['"]|\.\.\./.test(text))).toEqual([])
  })
})

describe('fr', () => {
  it('ties its high punctuation to the word, and elides before no name', () => {
    const messages = languages.find(({ locale }) => locale === 'fr')?.messages ?? english
    expect(keysWhere(messages, (text) => /[^\u00A0][:;?»]|«[^\u00A0]/.test(text))).toEqual([])
    expect(keysWhere(messages, (text) => /(?<!\p{L})(?:de|que|le|la) \*?\{(?:p|name|b)\}/iu.test(text))).toEqual([])
  })
})

describe('pt-BR', () => {
  it('puts no article before a name of unknown gender', () => {
    const messages = languages.find(({ locale }) => locale === 'pt-BR')?.messages ?? english
    expect(
      keysWhere(messages, (text) => /(?<!\p{L})(?:[oa]|n[oa]|d[oa]|ao|à|pel[oa]) \*?\{(?:p|name|b)\}/iu.test(text)),
    ).toEqual([])
  })
})
