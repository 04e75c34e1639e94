import { useEffect, useState } from 'react'
import { languageOf } from '../messages/languages.ts'
import type { Messages } from '../messages/text.ts'

/**
 * The words of a language; none of their own for English, for a language that we do not have, and for one that does not
 * come. Undefined while the first is on its way: nobody is to read English for the blink of an eye. When the language
 * changes, the one before stays until then.
 *
 * @param first Those that are known already.
 */
export const useLanguage = (locale: string, first?: Partial<Messages>): Partial<Messages> | undefined => {
  const [words, setWords] = useState(first)
  useEffect(() => {
    let wanted = true
    const show = (loaded: Partial<Messages>): void => {
      if (wanted) setWords(loaded)
    }
    const load = languageOf(locale)
    if (load)
      load()
        .then(({ words }) => show(words))
        .catch(() => show({}))
    else show({})
    return () => {
      wanted = false
    }
  }, [locale])
  return words ?? (languageOf(locale) ? undefined : {})
}
