import { isSafeUrl } from './loopback.ts'
import { createOutgoingFetch } from './outgoing-fetch.ts'
import { readCapped } from './read-capped.ts'
import { readJson } from './read-json.ts'
import { UpstreamError, type Upstream, type UpstreamRequest } from './upstream.ts'

/** What is needed of a fetch; `globalThis.fetch` is one. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>

export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly redirect: 'manual'
  readonly signal: AbortSignal
}

export interface UpstreamOptions {
  /** @default a fetch that gives up a connection after 3 s */
  readonly fetch?: Fetch | undefined
  readonly log: { debug(fields: Record<string, string | number>, message: string): void }
  /**
   * Told that a call of this name begins; what it gives back is told how it ended, and after how many milliseconds: the
   * status, or why there is no answer. For `Server-Timing` and metrics. Called within the caller's asynchronous context,
   * so an AsyncLocalStorage finds the request that it belongs to.
   */
  readonly onCall?: ((name: string) => (outcome: number | string, milliseconds: number) => void) | undefined
  /** A monotonic clock in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined
}

/** Largest answer that is read: 1 MB. */
export const ANSWER_CAP = 1024 * 1024

const CONNECT_TIMEOUT = 3_000

/**
 * The one way out of the BFF: no other file calls fetch.
 *
 * Trust decision: the host of `url` is the operator's configuration, https or loopback; no answer ever names the next
 * host, so redirects are refused (a redirected POST would carry a code or a secret to a host that nobody chose).
 * The log gets name, status and time; never a URL, header or body.
 *
 * @example const answer = await createUpstream({ log }).send({ method: 'GET', url, timeout: 10_000, name: 'leaf' })
 * @throws UpstreamError when there is no whole, usable answer; TypeError when the URL is neither https nor loopback
 */
export const createUpstream = ({
  fetch = createOutgoingFetch({ connectTimeout: CONNECT_TIMEOUT }),
  log,
  onCall,
  now = () => performance.now(),
}: UpstreamOptions): Upstream => ({
  async send(request) {
    const { name } = request
    if (!URL.canParse(request.url) || !isSafeUrl(new URL(request.url)))
      throw new TypeError(`${name}: an upstream URL must be https, or http on loopback. Check the provider's settings.`)

    const startedAt = now()
    const ended = onCall?.(name)
    const controller = new AbortController()
    let timedOut = false
    // Not AbortSignal.timeout: that one lives on until it fires, long after most calls are over.
    const timer = setTimeout(() => {
      timedOut = true
      controller.abort()
    }, request.timeout)
    let outcome: number | string = 'broken'
    try {
      const response = await fetch(request.url, toInit(request, controller.signal))
      const { status, headers } = response
      if ((status >= 300 && status < 400) || response.type === 'opaqueredirect')
        throw new UpstreamError('redirected', `${name}: answered with a redirect (${status}), which is never followed`)
      const text = request.unread === true ? await leave(response) : await readCapped(response, ANSWER_CAP)
      if (text === null)
        throw new UpstreamError('too_large', `${name}: the answer is larger than ${ANSWER_CAP} bytes and was not read`)
      outcome = status
      return { status, headers, text, json: (schema) => readJson(name, text, schema) }
    } catch (error) {
      // Lets go of the connection: a body that was left unread would hold it.
      controller.abort()
      const failure = toUpstreamError(name, request.timeout, timedOut, error)
      outcome = failure.kind
      throw failure
    } finally {
      clearTimeout(timer)
      const milliseconds = now() - startedAt
      ended?.(outcome, milliseconds)
      log.debug({ upstream: name, status: outcome, milliseconds: Math.round(milliseconds) }, 'upstream call')
    }
  },
})

/** Not by aborting the call, which would be an error of it. */
const leave = async ({ body }: Response): Promise<string> => {
  await body?.cancel()
  return ''
}

const toInit = (request: UpstreamRequest, signal: AbortSignal): FetchInit => {
  const { method, headers, json, form, jsonText = json === undefined ? undefined : JSON.stringify(json) } = request
  const body = jsonText ?? (form && new URLSearchParams(form).toString())
  const type = jsonText === undefined ? 'application/x-www-form-urlencoded' : 'application/json'
  return {
    method,
    signal,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body !== undefined && { 'content-type': type }),
      'user-agent': 'hitch',
    },
    ...(body !== undefined && { body }),
  }
}

const toUpstreamError = (name: string, timeout: number, timedOut: boolean, error: unknown): UpstreamError => {
  if (error instanceof UpstreamError) return error
  if (timedOut) return new UpstreamError('timeout', `${name}: no whole answer within ${timeout} ms`)
  if (neverConnected(error)) return new UpstreamError('unreachable', `${name}: no connection could be made`, error)
  return new UpstreamError('broken', `${name}: the connection broke off`, error)
}

/** The system calls and codes that fail before the first byte of a request can leave. */
const BEFORE_CONNECTION = new Set(['connect', 'getaddrinfo', 'ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * True only when nothing can have been sent. fetch wraps the cause; a host with several addresses gives one error per
 * address, and then all must be of this kind. In doubt false: a code that may have been used is never sent again.
 */
const neverConnected = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  const { syscall, code } = error as NodeJS.ErrnoException
  if (BEFORE_CONNECTION.has(syscall ?? '') || BEFORE_CONNECTION.has(code ?? '')) return true
  return neverConnected(error.cause)
}
