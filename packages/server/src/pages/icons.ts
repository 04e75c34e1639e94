import { html } from 'hono/html'

/** 16 px grid, 1.5 px strokes, round ends; filled shapes only for results. UX.md section 5. */
export const spinner = html`<svg class="icon spin" viewBox="0 0 16 16" aria-hidden="true">
  <circle cx="8" cy="8" r="6.25" opacity=".28" />
  <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" />
</svg>`

export const octagon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path class="solid" d="M5.2.9h5.6l4.3 4.3v5.6l-4.3 4.3H5.2L.9 10.8V5.2z" />
  <path class="hollow" d="M8 4.6v4M8 11.3v.01" />
</svg>`

export const clock = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <circle cx="8" cy="8" r="6.5" />
  <path d="M8 4.4V8l2.4 1.5" />
</svg>`

export const struckCloud = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path d="M2 2l12 12M5.1 5.2A4 4 0 0 0 4.6 13h6.9M7 3.9a4 4 0 0 1 4.9 3.2 2.95 2.95 0 0 1 2.2 4.2" />
</svg>`

export const windowArrow = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path
    d="M7 2.75H4A1.75 1.75 0 0 0 2.25 4.5v7.5c0 .97.78 1.75 1.75 1.75h7.5c.97 0 1.75-.78 1.75-1.75V9M9.75 2.25h4v4M13.5 2.5L7.75 8.25"
  />
</svg>`

export const plug = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path d="M5.5 1.75v3m5-3v3m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zm4.5 7v2.5" />
</svg>`
