import { html, raw } from 'hono/html'
import type { HostedPageData } from '../hosted-app.ts'
import type { Assets } from './assets.ts'
import { brandMark } from './coupling.ts'
import { fill, none, type Html } from './fill.ts'
import { languageLinks } from './language-links.ts'
import { head } from './layout.ts'
import type { ViewContext } from './view.ts'

export interface HostedPage {
  readonly data: HostedPageData
  /** The widget's, as the server drew it. */
  readonly markup: string
  /** Where the grower may go when he is done. */
  readonly leaveUrl: string | null
}

/**
 * The connect page: brand, widget, whose farm it is, the way back, and nothing else. All of it is there before any script
 * runs; the script finds in `data-page` what the server drew the widget from.
 */
export const hostedPage = (
  { messages, values }: ViewContext,
  assets: Assets,
  { data, markup, leaveUrl }: HostedPage,
): Html => {
  const { subject, brand } = data.state.session
  return html`<!doctype html>
    <html lang="${messages.lang}" dir="${messages.dir}">
      ${head(
        assets,
        values.brand,
        html`<script src="${assets.path('early.js')}"></script>
          <link rel="stylesheet" href="${assets.path('page.css')}" />
          <link rel="stylesheet" href="${assets.path('hosted.css')}" />
          <script type="module" src="${assets.path('hosted.js')}"></script>`,
      )}
      <body class="hosted">
        <header class="host">
          ${brandMark(values.brand, brand.logoUrl)}
          <h1 class="title"><bdi>${values.brand}</bdi></h1>
        </header>
        <main data-page="${JSON.stringify(data)}">${raw(markup)}</main>
        <footer class="host-end">
          ${subject === undefined ? none : html`<p class="subject">${fill(messages.forSubject, { subject })}</p>`}
          ${
            leaveUrl === null
              ? none
              : html`<p><a class="leave" href="${leaveUrl}" rel="noreferrer">${fill(messages.goBack, values)}</a></p>`
          }
          <noscript><p class="note">${messages.noScript}</p></noscript>
          ${languageLinks(messages)}
        </footer>
      </body>
    </html>`
}
