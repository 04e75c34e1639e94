/** The address of a page that may be linked to: over https, or of this very machine, as the sandbox's is. */
export const safeLink = (address: string | null): string | undefined => {
  try {
    const { protocol, hostname, href } = new URL(address ?? '')
    const own = protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
    return protocol === 'https:' || own ? href : undefined
  } catch {
    return undefined
  }
}
