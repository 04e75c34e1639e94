/**
 * Whether a URL's `hostname` is this machine: localhost, *.localhost, 127.0.0.0/8, [::1]. Plain http is allowed there
 * and nowhere else. DESIGN section 5; RFC 6761 section 6.3, RFC 6890 section 2.2.2, RFC 4291 section 2.5.3.
 *
 * The argument must come from `new URL(...)`, which has already turned `0x7f.1` and the like into four numbers.
 */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/** https anywhere, http on loopback only. */
export const isSafeUrl = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
