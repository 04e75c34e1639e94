/** What is known of a connection, and its end. See use-parts.ts. */
export { enDetails } from '../../messages/en-details.ts'
export { DetailsPane } from './DetailsPane.tsx'
export { DisconnectPane } from './DisconnectPane.tsx'
