import { html, raw } from 'hono/html'
import type { Assets, AssetName } from './assets.ts'
import { none, type Html } from './fill.ts'
import type { ViewContext } from './view.ts'

export interface Layout {
  readonly title: string
  readonly main: Html
  /** The second leg posts something else than the first. */
  readonly step?: string
  readonly afterMain?: Html
  readonly scripts?: readonly AssetName[]
  /** The page brings its style along. What it refreshes to would wait for a style sheet. */
  readonly styleWithin?: boolean
}

/** One document for all windows: no inline script, nothing from elsewhere. */
export const layout = (
  { messages }: ViewContext,
  assets: Assets,
  { title, main, step, afterMain = none, scripts = [], styleWithin = false }: Layout,
): Html =>
  html`<!doctype html>
    <html lang="${messages.lang}" dir="${messages.dir}">
      ${head(
        assets,
        title,
        html`${raw(styleWithin ? assets.style.element : `<link rel="stylesheet" href="${assets.path('page.css')}" />`)}
        ${scripts.map((name) => html`<script type="module" src="${assets.path(name)}"></script>`)}`,
      )}
      <body>
        <main class="pane" ${step === undefined ? '' : raw(`data-step="${step}"`)}>${main}</main>
        ${afterMain}
      </body>
    </html>`

/** What every document of ours begins with. `loads`: its styles and scripts. */
export const head = (assets: Assets, title: string, loads: Html): Html =>
  html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title}</title>
    <link rel="icon" href="${assets.path('icon.svg')}" type="image/svg+xml" />
    ${loads}
  </head>`
