import { createContext, useContext, type ReactElement } from 'react'
import { en } from '../messages/en.ts'
import { createTexts, type Texts, type Words } from '../messages/text.ts'

const TextsContext = createContext<Texts>(createTexts(en, 'en'))

export const TextsProvider = TextsContext.Provider

export const useTexts = (): Texts => useContext(TextsContext)

/** Words of the message files on the screen. Names keep their own direction inside a sentence. */
export const Said = ({ words }: { words: Words }): ReactElement => (
  <>
    {useTexts()
      .pieces(words)
      .map(({ text, strong, name }, index) => {
        const run = name ? <bdi key={index}>{text}</bdi> : text
        return strong ? <b key={index}>{run}</b> : run
      })}
  </>
)
