import {
  isErrorCode,
  routePath,
  type Attempt,
  type AttemptList,
  type Connection,
  type ConnectionList,
  type CreatedHandover,
  type CreatedSession,
  type CreatedLink,
  type CreateLink,
  type CreateSession,
  type Link,
  type LinkList,
} from '@hitch/protocol'
import { HitchError } from './hitch-error.ts'

export interface HitchClientOptions {
  /** Address of the BFF: HITCH_PUBLIC_URL, without a final slash. */
  readonly url: string
  /** One of HITCH_SECRET_KEY; of a scoped one, the key alone. Never in a browser. */
  readonly secretKey: string
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
  /** Milliseconds for one call. @default 20000: finding or creating a Leaf user can take two calls to Leaf */
  readonly timeout?: number
}

/** What a host's backend asks the BFF. Every method rejects with a HitchError. */
export interface HitchClient {
  /**
   * The right to connect for one Leaf user from one origin. Hand `sessionToken` to the grower's page, nothing else.
   *
   * @example const { sessionToken } = await hitch.createSession({ externalId: farm.id, origin: 'https://farm.example.com' })
   */
  createSession(wish: CreateSession): Promise<CreatedSession>
  /**
   * A ticket with which the grower's browser opens a session on the hosted page: good for 5 minutes, once. Your page posts
   * it to `url` as the one file part of a form.
   */
  createHandover(wish: CreateSession): Promise<CreatedHandover>
  /** At log-out. Attempts under way go on. */
  endSession(sessionId: string): Promise<void>
  /**
   * A connect link, to be sent by mail or SMS or shown as a QR code: whoever opens it may connect for this Leaf user.
   *
   * @param idempotencyKey Your own id of this order: asked again with it, as after a lost answer, the same link comes back.
   * @example const { url, qrCode, message } = await hitch.createLink({ externalId: farm.id, subject: farm.name }, order.id)
   */
  createLink(wish: CreateLink, idempotencyKey?: string): Promise<CreatedLink>
  /** Newest first, 100 at most; `before`: the id of the last one of the page before. */
  listLinks(which?: { leafUserId?: string; before?: string }): Promise<LinkList>
  getLink(linkId: string): Promise<Link>
  /** Turns it off, with the sessions that it gave. */
  revokeLink(linkId: string): Promise<void>
  /** The truth about a Leaf user's connections: `onSuccess` in a page is for the eye. */
  listConnections(leafUserId: string): Promise<Connection[]>
  /** Newest first. */
  listAttempts(leafUserId: string): Promise<Attempt[]>
}

/**
 * @example const hitch = createHitchClient({ url: 'https://connect.example.com', secretKey: process.env.HITCH_SECRET_KEY })
 */
export const createHitchClient = (options: HitchClientOptions): HitchClient => {
  const call = <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> =>
    send<T>(options, method, path, body, headers)
  return {
    createSession: (wish) => call<CreatedSession>('POST', routePath('sessions', {}), wish),
    createHandover: (wish) => call<CreatedHandover>('POST', routePath('handover', {}), wish),
    endSession: (sessionId) => call<void>('DELETE', routePath('session', { sessionId })),
    createLink: (wish, idempotencyKey) =>
      call<CreatedLink>(
        'POST',
        routePath('links', {}),
        wish,
        idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
      ),
    listLinks(which = {}) {
      const query = new URLSearchParams(which).toString()
      return call<LinkList>('GET', `${routePath('links', {})}${query === '' ? '' : `?${query}`}`)
    },
    getLink: (linkId) => call<Link>('GET', routePath('link', { linkId })),
    revokeLink: (linkId) => call<void>('DELETE', routePath('link', { linkId })),
    async listConnections(leafUserId) {
      return (await call<ConnectionList>('GET', routePath('userConnections', { leafUserId }))).connections
    },
    async listAttempts(leafUserId) {
      const query = new URLSearchParams({ leafUserId }).toString()
      return (await call<AttemptList>('GET', `${routePath('attempts', {})}?${query}`)).attempts
    },
  }
}

const send = async <T>(
  { url, secretKey, fetch = (...request) => globalThis.fetch(...request), timeout = 20_000 }: HitchClientOptions,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  let response: Response
  let text: string
  try {
    response = await fetch(url.replace(/\/+$/, '') + path, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${secretKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The key must not follow a redirect to a host that nobody chose.
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    })
    text = await response.text()
  } catch (cause) {
    throw new HitchError('internal', `The BFF at ${url} gives no answer`, { status: null, retry: 'later', cause })
  }
  if (!response.ok) throw toError(response, text)
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T
  } catch (cause) {
    throw new HitchError('internal', 'The answer is not the BFF’s: is the address right?', {
      status: response.status,
      retry: 'no',
      cause,
    })
  }
}

/** A refusal in the BFF's own words; from anything that stands between, only the status is known. */
const toError = (response: Response, text: string): HitchError => {
  const { status, headers } = response
  const requestId = headers.get('x-request-id') ?? undefined
  const problem = readProblem(text)
  if (!isErrorCode(problem.code))
    return new HitchError('internal', `The BFF answered ${status}`, { status, retry: 'later', requestId })
  const detail = typeof problem.detail === 'string' ? `: ${problem.detail}` : ''
  return new HitchError(problem.code, `${problem.code}${detail}`, { status, requestId })
}

const readProblem = (text: string): { code?: unknown; detail?: unknown } => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
