/**
 * A path with every segment encoded. `.` and `..` survive encodeURIComponent and would lead to another resource, and an
 * empty segment to a whole list, so they are refused. WHATWG URL, "double-dot URL path segment".
 *
 * @example leafPath('users', leafUserId, 'john-deere-credentials') // '/users/…/john-deere-credentials'
 */
export const leafPath = (...segments: readonly string[]): string =>
  segments
    .map((segment) => {
      if (segment === '' || segment === '.' || segment === '..')
        throw new TypeError('a segment of a Leaf path is empty or made of dots')
      return `/${encodeURIComponent(segment)}`
    })
    .join('')

/** A query with every value encoded. */
export const leafQuery = (parameters: Readonly<Record<string, string | number>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value))
  return `?${query.toString()}`
}
