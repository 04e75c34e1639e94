/** From consent to the outcome, and the end of a connection: what the coupling stands above. See use-parts.ts. */
export { enConnect as english } from '../../messages/en-connect.ts'
export { ConnectPane } from './ConnectPane.tsx'
export { DisconnectPane } from './DisconnectPane.tsx'
