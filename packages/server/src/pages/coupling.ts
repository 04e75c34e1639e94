import type { ProviderId } from '@hitch/protocol'
import { html } from 'hono/html'
import { initials } from './browser/initials.ts'
import type { Html } from './fill.ts'

const MONOGRAMS: Record<ProviderId, string> = {
  JohnDeere: 'JD',
  CNHIFieldOps: 'FO',
  CNHI: 'AC',
  ClimateFieldView: 'FV',
}

/** `apart`: not begun. `waiting`: under way, dashed. `closing`: in the eye. `joined`: in the eye, and positive. */
export type CouplingState = 'apart' | 'waiting' | 'closing' | 'joined'

/** The one ornament: two marks and a drawbar between them. The names stand beside it, so it is hidden from readers. */
export const coupling = (provider: ProviderId, brand: string, state: CouplingState): Html =>
  html` <div class="coupling" data-state="${state}" aria-hidden="true">
    <span class="mark" data-provider="${provider}">${MONOGRAMS[provider]}</span>
    <svg viewBox="0 0 72 20">${state === 'apart' || state === 'waiting' ? OPEN : CLOSED}</svg>
    <span class="mark" data-provider="brand">${initials(brand)}</span>
  </div>`

const OPEN = html`<path class="tongue" d="M0 10h14" /><circle class="eye" cx="22" cy="10" r="8" /><circle
    class="pin"
    cx="42"
    cy="10"
    r="3.5"
  /><path class="bar" d="M51 10H72" />`
const CLOSED = html`<path class="tongue" d="M0 10h28" /><circle class="eye" cx="36" cy="10" r="8" /><circle
    class="pin"
    cx="36"
    cy="10"
    r="3.5"
  /><path class="bar" d="M44 10h28" />`

/** Who asks, alone: the brand's own logo, or its initials. The name stands beside it. */
export const brandMark = (brand: string, logoUrl: string | undefined): Html =>
  logoUrl === undefined
    ? html`<span class="mark" data-provider="brand" aria-hidden="true">${initials(brand)}</span>`
    : html`<img class="mark" data-provider="brand" src="${logoUrl}" alt="" referrerpolicy="no-referrer" />`
