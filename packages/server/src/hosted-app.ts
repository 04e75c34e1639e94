import type { ConnectState } from '@hitch/protocol'
import type { Asset } from './pages/assets.ts'

/** What the hosted page shows. It stands in the page's own markup, so that its script begins with what the server drew. */
export interface HostedPageData {
  readonly baseUrl: string
  /** BCP 47. */
  readonly locale: string
  readonly state: ConnectState
  /** `#rrggbb` */
  readonly accent?: string
}

/** The widget for the BFF's own page, built elsewhere: `apps/hosted`. */
export interface HostedApp {
  /** What the page loads, by name; `early.js`, `hosted.js` and `hosted.css` among it. Served below `/assets/{version}/`. */
  readonly files: Readonly<Record<string, Asset>>
  /** The widget's markup, tiles and all. */
  render(page: HostedPageData): Promise<string>
}
