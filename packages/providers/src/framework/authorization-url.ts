import { isLoopbackHost } from './loopback.ts'
import { ProviderError, type ConfiguredProvider } from './provider.ts'

/** Only this file can make one: nobody else can get at the key that the constructor asks for. */
const KEY = Symbol('judged')

class JudgedUrl {
  /** It carries a `nonce` or `code_challenge`: good for one attempt, so it must not be kept. */
  readonly singleUse: boolean
  readonly #href: string

  constructor(key: typeof KEY, href: string, singleUse: boolean) {
    if (key !== KEY) throw new TypeError('An AuthorizationUrl is made by judgeAuthorizationUrl alone.')
    this.#href = href
    this.singleUse = singleUse
  }

  /** Throws for anything but a judged URL, whatever its type claims. */
  static hrefOf(judged: JudgedUrl): string {
    if (typeof judged !== 'object' || judged === null || !(#href in judged))
      throw new TypeError('Judge the authorization URL first: it is text from outside.')
    return judged.#href
  }
}

/** An authorization URL that has passed `judgeAuthorizationUrl`. `withState` makes it ready for a browser. */
export type AuthorizationUrl = JudgedUrl

export interface JudgeAuthorizationUrlOptions {
  readonly provider: Pick<ConfiguredProvider, 'id' | 'clientId' | 'authorizationHosts'>
  /** Ours: `{HITCH_PUBLIC_URL}/callback/{provider}`. */
  readonly redirectUri: string
  /** HITCH_PROVIDER_HOSTS: further host names, without port; they may have any port. */
  readonly extraHosts: readonly string[]
  /** Whether http on loopback will do: only while HITCH_PUBLIC_URL is itself http on loopback. */
  readonly loopbackAllowed: boolean
}

/** Longer than any provider's by far, and short enough for a response header. */
const LONGEST = 8_192

/** Parameters that may stand at most once, whatever their case: some servers read names without regard to it. */
const AT_MOST_ONCE = ['client_id', 'redirect_uri', 'response_type', 'response_mode']

/**
 * Judges the authorization URL that a helper, Leaf or a setting gave. DESIGN section 4, rule 1.
 *
 * Were it taken as it is, whoever answers in the helper's place could send growers to a look-alike page, or have the
 * code delivered to another client. `request` and `request_uri` are refused too, beyond rule 1: what they hold overrides
 * the parameters judged here (RFC 9101 section 6.3).
 *
 * @throws ProviderError provider_unavailable; its message names the fault, and of the URL the host alone
 */
export const judgeAuthorizationUrl = (raw: string, options: JudgeAuthorizationUrlOptions): AuthorizationUrl => {
  const { provider, redirectUri } = options
  const refuse = (fault: string): never => {
    throw new ProviderError('provider_unavailable', `${provider.id} authorization URL: ${fault}`, { answered: true })
  }
  // A parser drops tabs and line ends and turns backslashes round; nobody honest sends them.
  if (raw.length > LONGEST || hasControlOrBackslash(raw) || !URL.canParse(raw)) return refuse('cannot be read')
  const url = new URL(raw)
  const { protocol, hostname } = url

  if (protocol !== 'https:' && !(protocol === 'http:' && options.loopbackAllowed && isLoopbackHost(hostname)))
    refuse('neither https nor http on loopback')
  if (url.username !== '' || url.password !== '') refuse('names a user')
  if (url.href.includes('#')) refuse('has a fragment')

  const known = url.port === '' && provider.authorizationHosts.some((pattern) => fits(hostname, pattern))
  if (!known && !options.extraHosts.some((pattern) => fits(hostname, pattern)))
    refuse(`the host ${url.host} is neither this provider's nor in HITCH_PROVIDER_HOSTS`)

  const parameters = [...url.searchParams].map(([name, value]) => [name.trim().toLowerCase(), value] as const)
  const valuesOf = (wanted: string): string[] => parameters.flatMap(([name, value]) => (name === wanted ? [value] : []))
  for (const name of AT_MOST_ONCE) if (valuesOf(name).length > 1) refuse(`has ${name} more than once`)
  for (const name of ['request', 'request_uri']) if (valuesOf(name).length > 0) refuse(`has ${name}`)
  const mustBe = (name: string, expected: string): void => {
    if (valuesOf(name).some((value) => value !== expected)) refuse(`${name} is not the expected one`)
  }
  mustBe('client_id', provider.clientId)
  mustBe('redirect_uri', redirectUri)
  mustBe('response_type', 'code')
  mustBe('response_mode', 'query')

  const singleUse = valuesOf('nonce').length > 0 || valuesOf('code_challenge').length > 0
  return new JudgedUrl(KEY, url.href, singleUse)
}

/**
 * The URL for one attempt's browser: with our `state`, once, in the place of any that it had. ASCII without blanks or
 * quotes, so it may stand unquoted in a header.
 *
 * @example withState(judged, randomState) // 'https://signin.johndeere.com/…&state=…'
 */
export const withState = (judged: AuthorizationUrl, state: string): string => {
  const url = new URL(JudgedUrl.hrefOf(judged))
  for (const name of new Set(url.searchParams.keys()))
    if (name.trim().toLowerCase() === 'state') url.searchParams.delete(name)
  url.searchParams.set('state', state)
  // Pages that read their own query with decodeURIComponent take a plus for a plus.
  const query = url.searchParams.toString().replaceAll('+', '%20')
  return `${url.origin}${url.pathname.replaceAll("'", '%27')}?${query}`
}

/** `*.example.com` stands for any name below example.com, not for example.com itself. */
const fits = (hostname: string, pattern: string): boolean =>
  pattern.startsWith('*.')
    ? hostname.length > pattern.length - 1 && hostname.endsWith(pattern.slice(1).toLowerCase())
    : hostname === pattern.toLowerCase()

const hasControlOrBackslash = (text: string): boolean => /[\p{Cc}\\]/u.test(text)
