import type {
  Attempt,
  AttemptError,
  AttemptStatus,
  Connection,
  CreateAttempt,
  ErrorCode,
  ProviderId,
} from '@hitch/protocol'

export const ORIGIN = 'https://connect.example.com'

export interface SeenRequest {
  method: string
  path: string
  token: string
  body: unknown
}

export const connectionOf = (provider: ProviderId): Connection => ({
  provider,
  status: 'connected',
  environment: 'STAGE',
  createdTime: '2026-11-22T10:00:00Z',
  lastCheckedAt: null,
})

/** What a widget asks for: of the providers that it knows. */
type OfferedWish = CreateAttempt & { provider: ProviderId }

interface Held {
  request: SeenRequest
  answer: () => void
}

/** The BFF's session routes, as the design tells them, in memory. */
export class FakeBff {
  readonly seen: SeenRequest[] = []
  readonly attempts = new Map<string, Attempt & { started: boolean; acknowledged: boolean; wish: string }>()
  /** Tokens that are good now. */
  readonly tokens = new Set(['token-1'])
  /** Answers instead of the routes: a status with a code, or a failure of the network. First fit wins. */
  readonly trouble: { method?: string; path: RegExp; answer: [number, ErrorCode | undefined] | 'network' }[] = []
  /** Requests wait here while it says so. */
  holding: RegExp | undefined
  readonly held: Held[] = []

  count(method: string, path: RegExp): number {
    return this.seen.filter((request) => request.method === method && path.test(request.path)).length
  }

  /** POST /start from a window: the attempt is started, an earlier one of the provider is superseded. */
  start(attemptId: string): void {
    const { provider } = this.attempt(attemptId)
    for (const other of this.attempts.values()) {
      if (other.provider === provider && other.attemptId !== attemptId && other.status === 'started')
        this.set(other.attemptId, 'cancelled', { error: { code: 'attempt_superseded', retry: 'no' } })
    }
    this.set(attemptId, 'started')
  }
  set(attemptId: string, status: AttemptStatus, more: { error?: AttemptError; connection?: Connection } = {}): void {
    Object.assign(this.attempt(attemptId), { started: true, status }, more)
  }
  attempt(attemptId: string) {
    const attempt = this.attempts.get(attemptId)
    if (!attempt) throw new Error(`no attempt ${attemptId}`)
    return attempt
  }
  /** As `GET /v1/connect` lists them, newest first. */
  get listed(): Attempt[] {
    return [...this.attempts.values()]
      .filter(({ started, acknowledged }) => started && !acknowledged)
      .map((attempt) => ({ ...attempt }))
      .toReversed()
  }

  fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const { pathname: path, origin } = new URL(String(input))
    if (origin !== ORIGIN) throw new TypeError(`a request to ${origin}`)
    const headers = new Headers(init.headers)
    const request: SeenRequest = {
      method: init.method ?? 'GET',
      path,
      token: headers.get('authorization')?.replace('Bearer ', '') ?? '',
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    }
    this.seen.push(request)
    const { signal } = init
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
      if (this.holding?.test(path)) this.held.push({ request, answer: resolve })
      else resolve()
    })
    return this.#answer(request)
  }

  release(): void {
    this.holding = undefined
    for (const { answer } of this.held.splice(0)) answer()
  }

  #answer(request: SeenRequest): Response {
    const { method, path } = request
    const trouble = this.trouble.find((one) => (one.method ?? method) === method && one.path.test(path))
    if (trouble?.answer === 'network') throw new TypeError('Failed to fetch')
    if (trouble) return problem(...trouble.answer)
    if (!this.tokens.has(request.token)) return problem(401, 'session_expired')
    if (path === '/v1/connect')
      return Response.json({
        session: { sessionId: `session-of-${request.token}` },
        providers: [],
        connections: [],
        attempts: this.listed,
      })
    if (path === '/v1/attempts') return Response.json(this.#create(request.body as OfferedWish), { status: 201 })
    const [, attemptId = '', action] = /^\/v1\/attempts\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
    const attempt = this.attempts.get(attemptId)
    if (path.startsWith('/v1/connections/')) return new Response(null, { status: 204 })
    if (!attempt) return problem(404, 'not_found')
    if (action === 'ack') {
      attempt.acknowledged = true
      return new Response(null, { status: 204 })
    }
    if (action === 'cancel' && ['created', 'started'].includes(attempt.status)) attempt.status = 'cancelled'
    return Response.json(attempt)
  }

  /** An unstarted attempt of the same wish is used again, and one that waits for organizations, with a further ticket. */
  #create({ provider, mode = 'popup', step }: OfferedWish): object {
    const wish = `${provider} ${mode} ${step}`
    const waits = step ? 'choosing_organizations' : undefined
    let attempt = [...this.attempts.values()].find(
      (one) => one.provider === provider && (one.status === waits || (one.wish === wish && one.status === 'created')),
    )
    if (!attempt) {
      const attemptId = `att_${this.attempts.size + 1}`
      const times = { createdAt: '2026-11-22T10:00:00Z', expiresAt: '2026-11-22T10:10:00Z' }
      attempt = { attemptId, provider, status: 'created', ...times, started: false, acknowledged: false, wish }
      this.attempts.set(attemptId, attempt)
    }
    const { attemptId } = attempt
    return { attemptId, ticket: `ticket-${this.seen.length} of ${attemptId}`, expiresAt: attempt.expiresAt }
  }
}

const problem = (status: number, code: ErrorCode | undefined): Response =>
  code
    ? Response.json({ type: 'about:blank', title: code, status, code, requestId: 'req_1' }, { status })
    : new Response('<html>a proxy</html>', { status })
