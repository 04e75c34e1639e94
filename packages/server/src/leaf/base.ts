import type { LeafAccount } from '../options.ts'

/** LEAF_API_URL without a final slash: it may end in a path, and ours is appended. */
export const baseOf = ({ apiUrl }: Pick<LeafAccount, 'apiUrl'>): string => apiUrl.replace(/\/+$/, '')

/** Where Leaf keeps users and their credentials. */
export const USER_MANAGEMENT = '/services/usermanagement/api'
