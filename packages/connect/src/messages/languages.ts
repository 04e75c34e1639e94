import type { Messages } from './text.ts'

/** One static `import()` each, so that a host's bundler makes one part per language. */
const LANGUAGES = {
  pt: () => import('./pt-BR.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  de: () => import('./de.ts'),
}

/**
 * How the words of a language are fetched, by its first subtag alone: `pt-PT` reads Brazilian. Undefined where we have
 * none, and for English, which is always there.
 *
 * @example const messages = (await languageOf('pt-BR')?.())?.words ?? en
 */
export const languageOf = (locale: string): (() => Promise<{ words: Messages }>) | undefined => {
  const [name] = /^(pt|es|fr|de)(?![a-z])/.exec(locale.toLowerCase()) ?? []
  return LANGUAGES[name as keyof typeof LANGUAGES]
}
