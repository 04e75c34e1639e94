import { isHttpOnLoopback } from '../http/origins.ts'
import { about, type Finding } from '../operate/finding.ts'
import { SENT_HEADERS, type PostSelfTestOptions, type SelfTestOutcome } from './post-self-test.ts'

const { fine, note, wrong } = about('Public address')

type Report = Extract<SelfTestOutcome, { kind: 'report' }>

/** What a self-test tells of what stands before the BFF: for each thing, fine, or what is wrong and what to do. */
export const judgeSelfTest = (
  outcome: SelfTestOutcome,
  options: Pick<PostSelfTestOptions, 'publicUrl' | 'origin'> & { readonly trustedProxies: readonly string[] },
): Finding[] => {
  const { publicUrl } = options
  switch (outcome.kind) {
    case 'unreachable':
      return [wrong(`${publicUrl} ${unreachable(outcome.code)}`, REMEDY_UNREACHABLE)]
    case 'redirected':
      return [
        wrong(
          `POST ${publicUrl}/start is answered with a redirect to ${outcome.to}. A redirected form loses its ticket.`,
          'Set HITCH_PUBLIC_URL to the address at which the BFF really answers, and let nothing redirect there.',
        ),
      ]
    case 'other':
      return [outcome.isOurs ? otherBff(publicUrl, outcome.status) : otherServer(publicUrl, outcome.status)]
    case 'report':
      return [
        fine(`The BFF answers at ${publicUrl}.`),
        judgeOrigin(outcome, options.origin),
        judgeCookies(outcome),
        judgeFetchMetadata(outcome),
        judgeBody(outcome),
        judgeAnswer(outcome),
        ...judgeAddress(outcome, options),
      ]
  }
}

const REMEDY_UNREACHABLE = 'Start the BFF and what stands before it, and check HITCH_PUBLIC_URL, DNS and firewall.'

const unreachable = (code: string): string => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'cannot be found: its host name is unknown.'
  if (code === 'ECONNREFUSED') return 'refuses connections: nothing listens there.'
  if (code === 'ETIMEDOUT') return 'does not answer in time.'
  if (/CERT|SIGNED|TLS|SSL|ALTNAME|UNABLE_TO/.test(code)) return `shows a certificate that is not trusted (${code}).`
  return `gives no whole answer (${code}).`
}

const otherBff = (publicUrl: string, status: number): Finding =>
  wrong(
    `A BFF answers at ${publicUrl}, but does not recognise this self-test (status ${status}).`,
    'Run this with the same HITCH_ENCRYPTION_KEYS as that BFF has, and of the same version; its clock may be wrong by ' +
      'more than ten minutes; or a proxy drops the header X-Hitch-Self-Test.',
  )

const otherServer = (publicUrl: string, status: number): Finding =>
  wrong(
    `Something other than the BFF answers POST ${publicUrl}/start (status ${status}): a proxy or a firewall.`,
    'Let it pass every path to the BFF, forms with a file part (multipart/form-data) too.',
  )

const judgeOrigin = ({ report }: Report, origin: string): Finding =>
  report.origin === origin
    ? fine('Origin arrives as the browser sends it.')
    : wrong(
        `Origin ${report.origin === null ? 'is taken away' : 'is changed'} on the way. Every start would be refused: origin_not_allowed.`,
        'Let the proxy pass the request header Origin on, unchanged.',
      )

const judgeCookies = ({ report, headers }: Report): Finding => {
  if (!report.cookie)
    return wrong(
      'Cookies are taken away on the way to the BFF. Every callback would be refused: attempt_not_yours.',
      'Let the proxy pass the request header Cookie on, for every path.',
    )
  const [set, ...more] = headers['set-cookie'] ?? []
  const others = more.length > 0 ? ' The proxy sets cookies of its own, which does no harm.' : ''
  return [set, ...more].includes(report.sent['set-cookie'])
    ? fine(`Cookies arrive in both directions.${others}`)
    : wrong(
        `Set-Cookie ${set === undefined ? 'is taken away' : 'is changed'} on the way back. Browsers drop the attempt’s cookie, and every callback would be refused: attempt_not_yours.`,
        'Let the proxy pass Set-Cookie on unchanged: no proxy_cookie_path, proxy_cookie_domain or proxy_cookie_flags.',
      )
}

const judgeFetchMetadata = ({ report }: Report): Finding => {
  const arrived = { site: report.secFetchSite, mode: report.secFetchMode, dest: report.secFetchDest }
  const isWhole =
    arrived.site === SENT_HEADERS['Sec-Fetch-Site'] &&
    arrived.mode === SENT_HEADERS['Sec-Fetch-Mode'] &&
    arrived.dest === SENT_HEADERS['Sec-Fetch-Dest']
  if (isWhole) return fine('Sec-Fetch headers arrive.')
  return wrong(
    `Sec-Fetch headers are ${arrived.site === null ? 'taken away' : 'changed'} on the way. The hosted page and connect links would not work: their requests are refused without Sec-Fetch-Site.`,
    'Let the proxy pass the request headers Sec-Fetch-Site, Sec-Fetch-Mode and Sec-Fetch-Dest on, unchanged.',
  )
}

const judgeBody = ({ report }: Report): Finding =>
  report.body === null
    ? fine('The form with its ticket arrives whole.')
    : wrong(
        `The form is changed on the way (${report.body}).`,
        'Let the proxy pass bodies of multipart/form-data on as they are.',
      )

const judgeAnswer = ({ report, headers }: Report): Finding => {
  const isRead = ['refresh', 'cache-control', 'content-security-policy', 'referrer-policy']
  const changed = isRead.filter((name) => {
    const arrived = headers[name] ?? []
    return arrived.length !== 1 || arrived[0] !== report.sent[name]
  })
  const foreign = ['access-control-allow-origin', 'cross-origin-opener-policy'].filter((name) => name in headers)
  if (changed.length + foreign.length === 0) return fine('Answers arrive as the BFF sends them.')
  const what = [
    ...(changed.length === 0 ? [] : [`changes ${changed.join(', ')}`]),
    ...(foreign.length === 0 ? [] : [`adds ${foreign.join(', ')}`]),
  ]
  return wrong(
    `A proxy ${what.join(' and ')} in answers. Windows would not open, or open and stay blank.`,
    'Let it add, change and take away no header of the BFF’s answers (nginx: proxy_redirect off, no add_header).',
  )
}

/** Limits count by address. On one's own machine there is nothing to say. */
const judgeAddress = (
  { report }: Report,
  { publicUrl, trustedProxies }: { publicUrl: string; trustedProxies: readonly string[] },
): Finding[] => {
  if (report.forwardedFor && trustedProxies.length === 0)
    return [
      wrong(
        `A proxy tells the browser’s address (X-Forwarded-For), but HITCH_TRUSTED_PROXIES names none: every browser counts as ${report.clientAddress ?? 'one'}.`,
        `Set HITCH_TRUSTED_PROXIES to the proxy’s address or network.`,
      ),
    ]
  if (isHttpOnLoopback(publicUrl)) return []
  return [
    note(
      `The BFF takes this request to come from ${report.clientAddress ?? 'nowhere'}. If that is a proxy of yours, ` +
        'let it send X-Forwarded-For and set HITCH_TRUSTED_PROXIES.',
    ),
  ]
}
