/** The hosted page, below the public URL. */
export const HOSTED_PAGE = '/connect'
