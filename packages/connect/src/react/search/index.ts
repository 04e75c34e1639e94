/** For lists too long to be seen at a glance. See use-parts.ts. */
export { enSearch } from '../../messages/en-search.ts'
export { Search } from './Search.tsx'
