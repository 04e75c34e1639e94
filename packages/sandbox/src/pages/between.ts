import type { ProviderId } from '@hitch/protocol'
import { html } from 'hono/html'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { heading, type Html, layout, providerPage } from './layout.ts'

/** Shown until the Refresh header moves on. The link is for a browser that does not follow it. */
export function waitingPage(provider: ProviderId, to: URL): Html {
  return providerPage(
    provider,
    'One moment',
    html`<div class="spinner" aria-hidden="true"></div>
      ${heading('One moment', `This page stands in for a slow one at ${PROVIDER_FACTS[provider].label}. It moves on by itself.`)}
      <p class="aside"><a href="${to.href}">Go on now</a></p>`,
  )
}

export function neverReturnsPage(provider: ProviderId): Html {
  return providerPage(
    provider,
    'The end',
    heading('This is where it ends', 'Nothing is sent back, as you chose. Close this window, or leave it open.'),
  )
}

export function savedPage(provider: ProviderId): Html {
  return providerPage(
    provider,
    'Saved',
    heading('Saved', 'This page was opened without a way back. You can close this window.'),
  )
}

/** An authorization request that must not be sent back, since its client or redirect URI is in doubt. */
export function refusedPage(reason: string): Html {
  return layout(
    'Not accepted · Sandbox',
    'Sandbox. This is not a provider’s page.',
    html`<main class="column">
      ${heading('This address was not accepted', 'A real provider would stop here too. The grower is not sent back.')}
      <p class="reason">${reason}</p>
    </main>`,
  )
}
