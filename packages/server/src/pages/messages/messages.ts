import type { en, Words } from './en.ts'

type Translated<T> = T extends string ? string : { readonly [Key in keyof T]: Translated<T[Key]> }

/** What every language has; English is the original. */
export type Messages = Translated<Omit<typeof en, 'dir'>> & { readonly dir: 'ltr' | 'rtl' }

export type ProblemCode = keyof Messages['problems']

export const wordsOf = (messages: Messages, code: string): Words =>
  Object.hasOwn(messages.problems, code) ? messages.problems[code as ProblemCode] : messages.problems.internal
