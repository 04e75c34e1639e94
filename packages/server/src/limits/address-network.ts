/**
 * Whom an address is counted for: an IPv4 address itself; of IPv6 the /64, which is what one customer gets, who may take
 * a new address of it for every request. RFC 6177 section 2, RFC 4941.
 */
export const addressNetwork = (address: string): string => {
  if (!address.includes(':')) return address
  // A link-local address names its interface behind `%`, which no URL knows. The URL spells the address in one way.
  const [bare = ''] = address.split('%', 1)
  if (!URL.canParse(`http://[${bare}]`)) return address
  const { hostname } = new URL(`http://[${bare}]`)
  const [head = '', tail] = hostname.slice(1, -1).split('::', 2)
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  const groups = tail === undefined ? before : [...before, ...zeros, ...after]
  return `${groups.slice(0, 4).join(':')}::/64`
}
