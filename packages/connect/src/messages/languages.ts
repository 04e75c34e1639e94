import type { Messages } from './text.ts'

/**
 * How the words of a language are fetched, by its first subtag alone: `pt-PT` reads Brazilian. Undefined where we have
 * none, and for English, which is always there. One static `import()` each, so that a host's bundler makes one part per
 * language.
 *
 * @example const messages = (await languageOf('pt-BR')?.()) ?? en
 */
export const languageOf = (locale: string): (() => Promise<Messages>) | undefined => {
  switch (/^[a-z]+/i.exec(locale)?.[0].toLowerCase()) {
    case 'pt':
      return () => import('./pt-BR.ts').then(({ ptBR }) => ptBR)
    case 'es':
      return () => import('./es.ts').then(({ es }) => es)
    case 'fr':
      return () => import('./fr.ts').then(({ fr }) => fr)
    case 'de':
      return () => import('./de.ts').then(({ de }) => de)
    default:
      return undefined
  }
}
