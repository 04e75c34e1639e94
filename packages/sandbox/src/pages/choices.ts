import { html } from 'hono/html'
import type { Html } from './layout.ts'

export interface Choice {
  value: string
  label: string
  about: string
}

/** A list of radio buttons, one of them chosen. */
export function choices(name: string, options: readonly Choice[], chosen: string): Html {
  const first = options[0]?.value
  return html`<div class="rows">
    ${options.map(
      ({ value, label, about }) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="${name}"
            value="${value}"
            ${value === chosen ? html` checked` : ''}${value === first ? html` data-usual` : ''}
          /><span>${label}</span><small>${about}</small></label
        >`,
    )}
  </div>`
}

/** The tester's choice of what goes wrong, folded away while nothing does. */
export function outcomes(options: readonly Choice[], chosen: string): Html {
  return html`<details class="outcomes" ${chosen === options[0]?.value ? '' : html` open`}>
    <summary><span>Test another outcome</span><em>Changed</em></summary>
    <fieldset>
      <legend>What happens next</legend>
      ${choices('scenario', options, chosen)}
    </fieldset>
  </details>`
}
