/** What is known of a connection. See use-parts.ts. */
export { enDetails } from '../../messages/en-details.ts'
export { DetailsPane } from './DetailsPane.tsx'
