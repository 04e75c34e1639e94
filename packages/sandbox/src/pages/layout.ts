import type { ProviderId } from '@hitch/protocol'
import { html } from 'hono/html'
import { PROVIDER_FACTS } from '../provider-facts.ts'

export type Html = ReturnType<typeof html>

/** A page of ours never looks like a provider's: no colour, no mark, and the tape on top of each. */
export function layout(title: string, tape: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/sandbox.css" />
      </head>
      <body>
        <header class="tape"><p>${tape}</p></header>
        ${content}
      </body>
    </html>`
}

/** A provider's page: one narrow column. */
export function providerPage(provider: ProviderId, title: string, content: Html): Html {
  const { label } = PROVIDER_FACTS[provider]
  const column = html`<main class="column">${content}</main>`
  return layout(`${title} · Sandbox`, `Sandbox. This is not ${label}. Use no real password.`, column)
}

export function heading(title: string, lead: Html | string): Html {
  return html`<header class="heading">
    <h1>${title}</h1>
    <p>${lead}</p>
  </header>`
}

/** Facts about the sign-in, for the tester. A name too long for its line wraps. */
export function pairs(rows: readonly (readonly [name: string, value: string])[]): Html {
  return html`<dl class="pairs">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}
