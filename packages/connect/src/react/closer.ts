import { enDetails } from '../messages/en-details.ts'
import { enSearch } from '../messages/en-search.ts'

/** For a closer look: what is known of a connection, and one account among many. See use-parts.ts. */
export { DetailsPane } from './details-pane/DetailsPane.tsx'
export { Search } from './search/Search.tsx'
export const english = { ...enDetails, ...enSearch }
