import { html, raw } from 'hono/html'
import type { Html } from './fill.ts'
import { LANGUAGES } from './messages/choose-messages.ts'
import type { Messages } from './messages/messages.ts'

/**
 * Every language by its own name. Plain links to the page itself, so that they need no script and add no secret to any
 * address; `noreferrer`, because the address of a link's page holds one.
 */
export const languageLinks = ({ lang: shown, language }: Messages): Html =>
  html`<nav class="languages" aria-label="${language}">
    ${[...LANGUAGES.values()].map(
      ({ lang, dir, name }) =>
        html`<a
          href="?locale=${lang}"
          hreflang="${lang}"
          lang="${lang}"
          dir="${dir}"
          rel="noreferrer"
          ${lang === shown ? raw('aria-current="true"') : ''}
          >${name}</a
        >`,
    )}
  </nav>`
