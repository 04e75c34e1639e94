/** The names of XML, which nobody ever asks, and an address in a message that the bundler itself puts in. */
const notOfThePackage = new Set(['www.w3.org', 'rolldown.rs'])

/** Comments that a minifier must keep hold addresses of licences and authors. */
const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\//g, '')

/**
 * The hosts of all addresses in a bundle, sorted: those it may ask, and those of links and messages too.
 *
 * @example hostsIn(`fetch('https://api.example.com/v1')`) // ['api.example.com']
 */
export const hostsIn = (code: string): string[] => {
  const found = withoutComments(code).matchAll(/\bhttps?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)
  const hosts = new Set(Array.from(found, ([, host = '']) => host.toLowerCase()))
  return [...hosts].filter((host) => !notOfThePackage.has(host)).toSorted()
}
