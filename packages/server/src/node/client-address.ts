import { BlockList, isIP } from 'node:net'

/** Addresses and networks (`10.0.0.0/8`) of the operator's own proxies. @throws TypeError for one that is neither */
export const trustProxies = (proxies: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/', 2)
    const family = familyOf(address)
    const bits = prefix === undefined ? null : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
    if (family === null || (bits !== null && (bits < 0 || bits > (family === 'ipv4' ? 32 : 128))))
      throw new TypeError('a trusted proxy must be an address, or a network such as 10.0.0.0/8')
    if (bits === null) list.addAddress(address, family)
    else list.addSubnet(address, bits, family)
  }
  return list
}

/**
 * Who asks: the connection's own address, or, as far as trusted proxies vouch for it, the one that X-Forwarded-For
 * names. Read from the right: what stands further left may be the client's own invention.
 */
export const clientAddress = (
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string | undefined => {
  let address = plain(remoteAddress ?? '')
  for (const hop of (forwardedFor ?? '').split(',').toReversed()) {
    const family = familyOf(address)
    const next = plain(hop.trim())
    if (family === null || !trusted.check(address, family) || familyOf(next) === null) break
    address = next
  }
  return address === '' ? undefined : address
}

/** An IPv4 client of a dual-stack socket shows as `::ffff:192.0.2.1`. RFC 4291 section 2.5.5.2. */
const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address)

const familyOf = (address: string): 'ipv4' | 'ipv6' | null => {
  const family = isIP(address)
  return family === 4 ? 'ipv4' : family === 6 ? 'ipv6' : null
}
