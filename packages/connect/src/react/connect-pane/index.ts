/** From consent to the outcome. See use-parts.ts. */
export { enConnect } from '../../messages/en-connect.ts'
export { ConnectPane } from './ConnectPane.tsx'
