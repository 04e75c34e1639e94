import { z } from 'zod'
import type { ProviderErrorCode } from './provider.ts'

/** What a refusal may say beyond OAuth's own codes. A provider declares which of them it can mean. */
export type RefusalMeaning = 'subscription_key_rejected' | 'environment_mismatch' | 'grower_not_authorized'

/** The more telling first: "access denied, invalid subscription key" is about the key. */
const MEANINGS: readonly (readonly [RefusalMeaning, RegExp])[] = [
  ['subscription_key_rejected', /subscription[\s_-]?key/i],
  ['environment_mismatch', /\benvironment\b|\bstag(?:e|ing)\b|\bproduction\b/i],
  ['grower_not_authorized', /farm manager|not authori[sz]ed|never (?:signed|logged) in/i],
]

/** What words of a provider mean, of the meanings it declares; `undefined`: nothing special. */
export const readMeaning = (words: string, meanings: readonly RefusalMeaning[]): RefusalMeaning | undefined =>
  MEANINGS.find(([meaning, pattern]) => meanings.includes(meaning) && pattern.test(words))?.[0]

/** The client's own fault at a token endpoint (RFC 6749 section 5.2): "client not authorized" is not the grower. */
const CLIENT_FAULT = /\b(?:invalid_client|unauthorized_client)\b/

/**
 * Reads why a helper or token endpoint refused. Helpers pass on what the provider said, in no documented shape: JSON of
 * OAuth (RFC 6749 section 5.2), a problem document, or the text of an exception.
 */
export const readRefusal = (text: string, meanings: readonly RefusalMeaning[]): ProviderErrorCode => {
  const words = wordsOf(text)
  const meaning = readMeaning(words, meanings)
  if (meaning !== undefined && !(meaning === 'grower_not_authorized' && CLIENT_FAULT.test(words))) return meaning
  return /\binvalid[_ ]grant\b/i.test(words) ? 'code_rejected' : 'provider_unavailable'
}

const word = z.string().optional().catch(undefined)
const refusalSchema = z.object({
  error: word,
  error_description: word,
  errorDescription: word,
  message: word,
  title: word,
  detail: word,
})

const LONGEST = 4_000

/** Only fields that are for words: elsewhere a helper may echo what it was sent, `production` for one. */
const wordsOf = (text: string): string => {
  const parsed = refusalSchema.safeParse(parseJson(text))
  if (parsed.success)
    return Object.values(parsed.data)
      .filter((value) => value !== undefined)
      .join('\n')
      .slice(0, LONGEST)
  // A page of a gateway is full of words that mean nothing here.
  return text.trimStart().startsWith('<') ? '' : text.slice(0, LONGEST)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
