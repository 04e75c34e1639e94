import type { enConnect } from './en-connect.ts'
import type { enDialog } from './en-dialog.ts'
import type { enDetails } from './en-details.ts'
import type { enLater } from './en-later.ts'
import type { enSearch } from './en-search.ts'
import type { en } from './en.ts'

/** A text that depends on a number, by the CLDR categories of `Intl.PluralRules`. */
export interface PluralForms {
  zero?: string
  one?: string
  two?: string
  few?: string
  many?: string
  other: string
}

type English = typeof en & typeof enConnect & typeof enDetails & typeof enDialog & typeof enLater & typeof enSearch

export type MessageKey = keyof English

/** All texts of one language. A host may override any of them. */
export type Messages = { [Key in MessageKey]: English[Key] }

export interface Values {
  /** The provider's short name: "FieldOps". */
  p?: string | undefined
  /** The provider's full name: "CNH FieldOps". */
  name?: string | undefined
  /** The brand that receives the data. */
  b?: string | undefined
  n?: number | undefined
  status?: string | undefined
  text?: string | undefined
  day?: string | undefined
  time?: string | undefined
}

/** One text with what stands in its gaps. */
export interface Words extends Values {
  key: MessageKey
}

/** A run of text: emphasised or not, and whether it is a name (which keeps its own direction). */
export interface Piece {
  text: string
  strong: boolean
  name: boolean
}

/** Messages of one language, bound to its numbers. */
export interface Texts {
  locale: string
  /** For attributes, screen readers and whatever needs no emphasis. */
  plain(words: Words | MessageKey): string
  /** For the screen. */
  pieces(words: Words): Piece[]
}

export const createTexts = (messages: Partial<Messages>, language: string): Texts => {
  const locale = understood(language)
  const template = ({ key, n = 0 }: Words): string => {
    const message: string | PluralForms = messages[key] ?? ''
    if (typeof message === 'string') return message
    return message[new Intl.PluralRules(locale).select(n)] ?? message.other
  }
  const value = (name: keyof Values, words: Words): string =>
    typeof words[name] === 'number' ? words[name].toLocaleString(locale) : (words[name] ?? '')

  const pieces = (words: Words): Piece[] =>
    template(words)
      .split('*')
      .flatMap((run, index) =>
        run.split(/\{(\w+)\}/).map((part, gap) => ({
          text: gap % 2 ? value(part as keyof Values, words) : part,
          strong: index % 2 === 1,
          name: gap % 2 === 1 && ['p', 'name', 'b'].includes(part),
        })),
      )
      .filter((piece) => piece.text !== '')

  return {
    locale,
    pieces,
    plain: (words) =>
      pieces(typeof words === 'string' ? { key: words } : words)
        .map((piece) => piece.text)
        .join(''),
  }
}

/** `pt_BR` is meant well, and a page must not fall for a language that nobody knows. */
const understood = (language: string): string => {
  try {
    return new Intl.Locale(language.replace('_', '-')).baseName
  } catch {
    return 'en'
  }
}
