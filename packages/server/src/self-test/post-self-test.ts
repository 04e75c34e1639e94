import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { ROUTES, TICKET_PART } from '@hitch/protocol'
import type { RandomBytes } from '../crypto/random.ts'
import { selfTestCookieName, selfTestReportSchema, type SelfTestReport } from './answer-self-test.ts'
import { makeSelfTestTicket, SELF_TEST_HEADER } from './ticket.ts'

/** As a browser sends it from a host's page. `fetch` would put its own values into some of these. */
export const SENT_HEADERS = {
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
} as const

export interface PostSelfTestOptions {
  readonly publicUrl: string
  /** Of a host's page. */
  readonly origin: string
  readonly encryptionKeys: readonly Uint8Array[]
  readonly randomBytes: RandomBytes
  /** Milliseconds since 1970. */
  readonly now: number
  /** Milliseconds. */
  readonly timeout: number
}

/** What came back. `unreachable`: nothing did. `other`: an answer, but no account; `isOurs`: of a BFF all the same. */
export type SelfTestOutcome =
  | {
      readonly kind: 'report'
      readonly report: SelfTestReport
      readonly headers: Readonly<Record<string, readonly string[]>>
    }
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'redirected'; readonly to: string }
  | { readonly kind: 'other'; readonly status: number; readonly isOurs: boolean }

/**
 * Posts a self-test to the BFF's own public /start, through whatever stands before it.
 *
 * Trust decision: the host is HITCH_PUBLIC_URL; a redirect is reported, never followed. What is sent is worth nothing to
 * whoever reads it on the way.
 */
export const postSelfTest = async (options: PostSelfTestOptions): Promise<SelfTestOutcome> => {
  const { publicUrl, origin, encryptionKeys, timeout } = options
  const { ticket, nonce } = makeSelfTestTicket(encryptionKeys[0] ?? new Uint8Array(), options)
  const form = new FormData()
  form.append(TICKET_PART.name, new File([ticket], TICKET_PART.filename, { type: TICKET_PART.type }))
  const encoded = new Response(form)
  const body = Buffer.from(await encoded.arrayBuffer())
  try {
    const answer = await send(`${publicUrl}${ROUTES.start}`, body, timeout, {
      ...SENT_HEADERS,
      'Content-Type': encoded.headers.get('content-type') ?? '',
      'Content-Length': String(body.length),
      Cookie: `${selfTestCookieName(publicUrl)}=${nonce}`,
      Origin: origin,
      [SELF_TEST_HEADER]: ticket,
    })
    return readOutcome(answer)
  } catch (error) {
    return { kind: 'unreachable', code: codeOf(error) }
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly text: string
}

const send = (url: string, body: Buffer, timeout: number, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const signal = AbortSignal.timeout(timeout)
    const outgoing = request(url, { method: 'POST', headers, signal, agent: false }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        text += chunk
        // Ours is a thousand characters long.
        if (text.length > LONGEST) incoming.destroy()
      })
      incoming.on('error', reject)
      incoming.on('close', () => {
        const distinct = Object.entries(incoming.headersDistinct).map(([name, values = []]) => [name, values] as const)
        resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(distinct), text })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

const LONGEST = 100_000

const readOutcome = ({ status, headers, text }: Answer): SelfTestOutcome => {
  const [location] = headers['location'] ?? []
  // Of the address only where it leads: the rest may be anything.
  if (status >= 300 && status < 400)
    return { kind: 'redirected', to: URL.canParse(location ?? '') ? new URL(location ?? '').origin : 'another path' }
  const report = selfTestReportSchema.safeParse(parseJson(text))
  if (status === 200 && report.success) return { kind: 'report', report: report.data, headers }
  return { kind: 'other', status, isOurs: (headers['x-request-id']?.[0] ?? '').startsWith('req_') }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codeOf = (error: unknown): string => {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'ETIMEDOUT'
  return (error as NodeJS.ErrnoException).code ?? error.name
}
