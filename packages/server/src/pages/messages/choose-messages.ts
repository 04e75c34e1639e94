import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { Messages } from './messages.ts'
import { ptBR } from './pt-BR.ts'

/** By language alone, so that `pt-PT` reads Brazilian: further ones are added here, one line each. */
export const LANGUAGES: ReadonlyMap<string, Messages> = new Map<string, Messages>([
  ['en', en],
  ['pt', ptBR],
  ['es', es],
  ['fr', fr],
  ['de', de],
])

/** What we have for a language tag: our own tag for it, or nothing. */
export const findLanguage = (tag: string | undefined): string | undefined => LANGUAGES.get(languageOf(tag ?? ''))?.lang

const languageOf = (tag: string): string => tag.split(/[-;]/, 1)[0]?.trim().toLowerCase() ?? ''

/**
 * The first language we have: the session's own, then what the browser prefers. RFC 9110 section 12.5.4; weights are
 * not read, since every browser lists its languages in the order of preference.
 */
export const chooseMessages = (locale: string | null, acceptLanguage: string | undefined): Messages => {
  const wanted = [locale ?? '', ...(acceptLanguage ?? '').split(',')]
  const found = wanted.flatMap((tag) => LANGUAGES.get(languageOf(tag)) ?? [])
  return found[0] ?? en
}
