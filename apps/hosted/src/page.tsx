import { HostedConnect, loadWords, type HostedConnectProps } from '@hitch/connect/hosted'
import type { ConnectState } from '@hitch/protocol'
import type { ReactElement } from 'react'

/** What the server knows of the page. It stands in the markup, so that the browser begins with the same. */
export interface PageData {
  /** The BFF's own origin. */
  readonly baseUrl: string
  readonly locale: string
  readonly state: ConnectState
  /** `#rrggbb` */
  readonly accent?: string
}

/** The session is in a cookie that no script can read: the widget has no token to send. */
const noToken = (): Promise<string> => Promise.resolve('')

/** The same on both sides. */
export const loadPage = async ({ baseUrl, locale, state, accent }: PageData): Promise<ReactElement> => {
  const props: HostedConnectProps = {
    baseUrl,
    locale,
    state,
    words: await loadWords(locale),
    fetchSession: noToken,
    theme: 'auto',
    ...(accent === undefined ? {} : { appearance: { variables: { accent } } }),
  }
  return <HostedConnect {...props} />
}
