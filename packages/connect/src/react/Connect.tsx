import type { ReactElement } from 'react'
import { createConnect } from '../core/index.ts'
import type { ConnectProps } from './connect-props.ts'
import { ConnectRoot } from './ConnectRoot.tsx'
import { isFramed, now } from './surroundings.ts'

/**
 * The list of farm-data accounts that a grower can connect. Drop it into a page, with `@hitch/connect/styles.css`.
 *
 * A server render gives the skeleton and touches no `window`; StrictMode and any number of widgets on a page are fine;
 * callbacks are always those of the latest render; unmounting ends everything that the widget began in this page, while an
 * attempt at a provider goes on and is found again by the next widget.
 *
 * @example
 * <Connect
 *   baseUrl="https://connect.example.com"
 *   fetchSession={async ({ signal }) => {
 *     const response = await fetch('/api/connect-session', { method: 'POST', signal })
 *     if (!response.ok) throw new Error('no session')
 *     return response.text()
 *   }}
 *   onSuccess={(connection) => console.log(connection.provider)}
 * />
 */
export const Connect = (props: ConnectProps): ReactElement => (
  <ConnectRoot {...props} createCore={createConnect} isFramed={isFramed} now={now} />
)
