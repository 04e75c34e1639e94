/**
 * What Hitch is measured against: the same flow for one provider by nothing but node:http and pg. It makes the same six calls
 * to Leaf and the helper as a flow of Hitch's does, and writes down what such a flow must have written down (docs/design.md,
 * section 4), each time by one statement, so by one commit:
 *
 * 1. the Leaf user of the externalId, 2. the session, its token hashed, 3. the attempt with its ticket, 4. its start, 5. that
 * its code is used up, before it is sent, 6. the refresh token sealed (AES-256-GCM), with the generation drawn (rules 4 and
 * 8), 7. what stood at Leaf and that a POST goes out, before it does (rule 6), 8. that it is attached, 9. the outcome, with
 * the sealed token gone and what is known of the connection, 10. that the outcome was delivered (rule 12).
 *
 * The same statements tell in `attempt_events` what happens to an attempt. Left out is what guards against mishaps and is
 * of no use in a flow without any: the claim on an externalId, the wake-up job (a hint that may be lost, rule 5), leases,
 * tickets in a table of their own. It has no defences, limits, retries, logs, metrics or second provider, it never takes
 * anything up again, and nobody should run it.
 */
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Pool } from 'pg'

const environment = (name: string): string => process.env[name] ?? ''
const publicUrl = environment('HITCH_PUBLIC_URL')
const leafUrl = environment('LEAF_API_URL')
const helperUrl = `${environment('CNHI_HELPER_URL')}/fieldops`
const redirectUri = `${publicUrl}/callback/CNHIFieldOps`
const encryptionKey = Buffer.from(environment('HITCH_ENCRYPTION_KEYS'), 'base64url')
const own = {
  clientId: environment('CNHI_FIELDOPS_CLIENT_ID'),
  clientSecret: environment('CNHI_FIELDOPS_CLIENT_SECRET'),
  subscriptionKey: environment('CNHI_FIELDOPS_SUBSCRIPTION_KEY'),
  clientEnvironment: environment('CNHI_FIELDOPS_ENVIRONMENT'),
}

const pool = new Pool({ connectionString: environment('DATABASE_URL'), max: 10 })
for (const statement of [
  'create table if not exists leaf_users (external_id text primary key, leaf_user_id text not null)',
  `create table if not exists sessions (
    token_hash text primary key, leaf_user_id text not null, origin text not null, expires_at timestamptz not null)`,
  `create table if not exists attempts (
    attempt_id text primary key, leaf_user_id text not null, ticket_hash text not null unique, state_hash text unique,
    cookie_hash text, status text not null, created_at timestamptz not null default now(), started_at timestamptz,
    code_sent_at timestamptz, sealed_token text, generation integer, baseline jsonb, posts integer not null default 0,
    attached_at timestamptz, settled_at timestamptz, acknowledged_at timestamptz)`,
  'create index if not exists attempts_leaf_user on attempts (leaf_user_id)',
  `create table if not exists connections (
    leaf_user_id text not null primary key, generation integer not null, known jsonb)`,
  `create table if not exists attempt_events (
    event_id bigint generated always as identity primary key, attempt_id text not null,
    at timestamptz not null default now(), name text not null)`,
  'create index if not exists attempt_events_attempt on attempt_events (attempt_id, event_id)',
])
  await pool.query(statement)

const secret = () => randomBytes(32).toString('base64url')
const hash = (value: string | undefined): string =>
  createHash('sha256')
    .update(value ?? '')
    .digest('base64url')
const wrong = (what: string): Error => new Error(what)

const seal = (token: string, attemptId: string): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce).setAAD(Buffer.from(attemptId))
  const sealed = Buffer.concat([cipher.update(token), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

interface AttemptRow {
  readonly attempt_id: string
  readonly leaf_user_id: string
}

/**
 * Changes one attempt and tells of it, in one statement. `change` returns the attempt's two ids; `$1` is the event, the
 * values begin at `$2`. `before` and `after` are further parts of the same statement.
 */
const move = async (
  event: string,
  { change, before = '', after = '' }: { change: string; before?: string; after?: string },
  values: readonly unknown[],
): Promise<AttemptRow> => {
  const { rows } = await pool.query<AttemptRow>(
    `with ${before} moved as (${change} returning attempts.attempt_id, attempts.leaf_user_id),
      told as (insert into attempt_events (attempt_id, name) select attempt_id, $1 from moved) ${after}
      select * from moved`,
    [event, ...values],
  )
  if (rows[0] === undefined) throw wrong(`no attempt: ${event}`)
  return rows[0]
}

const call = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // Read even if nobody wants it: else its connection serves no further call.
  const answer = (await response.json()) as Record<string, string> & Record<string, string>[]
  return { isThere: response.ok, answer }
}

let leafToken: Promise<string> | undefined
const leaf = async (method: string, path: string, body?: object) => {
  leafToken ??= call('POST', `${leafUrl}/api/authenticate`, {
    username: environment('LEAF_USERNAME'),
    password: environment('LEAF_PASSWORD'),
    rememberMe: 'true',
  }).then(({ answer }) => answer['id_token'] ?? '')
  const url = `${leafUrl}/services/usermanagement/api${path}`
  return await call(method, url, body, { authorization: `Bearer ${await leafToken}` })
}

let authorizationUrl: Promise<string> | undefined
const urlOf = (): Promise<string> => {
  authorizationUrl ??= call('POST', `${helperUrl}/get_url`, {
    client_id: own.clientId,
    client_redirect_url: redirectUri,
    production: own.clientEnvironment === 'PRODUCTION',
  }).then(({ answer }) => answer['url'] ?? '')
  return authorizationUrl
}

const leafUserOf = async (externalId: string): Promise<string> => {
  const known = await pool.query<{ leaf_user_id: string }>(
    'select leaf_user_id from leaf_users where external_id = $1',
    [externalId],
  )
  if (known.rows[0] !== undefined) return known.rows[0].leaf_user_id
  const query = new URLSearchParams({ externalId, page: '0', size: '100' })
  const found = (await leaf('GET', `/users?${query.toString()}`)).answer
  const user = { name: externalId, email: externalId, phone: '', address: '', externalId }
  const { id = '' } = found[0] ?? (await leaf('POST', '/users', user)).answer
  await pool.query('insert into leaf_users values ($1, $2) on conflict do nothing', [externalId, id])
  return id
}

/** Attached in the background, as Hitch does: whoever asks meanwhile is told how it stands. */
const attach = async ({ attempt_id, leaf_user_id }: AttemptRow, refreshToken: string): Promise<void> => {
  const path = `/users/${leaf_user_id}/cnhi-field-ops-credentials`
  const { isThere, answer: standing } = await leaf('GET', path)
  const baseline = isThere ? { id: standing['id'], createdTime: standing['createdTime'] } : { present: false }
  await move(
    'attach_posted',
    { change: 'update attempts set baseline = $3, posts = posts + 1 where attempt_id = $2' },
    [attempt_id, JSON.stringify(baseline)],
  )
  await leaf('POST', path, { ...own, refreshToken })
  await move(
    'attached',
    { change: "update attempts set status = 'verifying', attached_at = now() where attempt_id = $2" },
    [attempt_id],
  )
  const { id, status, createdTime } = (await leaf('GET', path)).answer
  await move(
    'settled',
    {
      change:
        'update attempts set status = $3, sealed_token = null, settled_at = now() where attempt_id = $2 and settled_at is null',
      after:
        ', known as (update connections set known = $4 from moved where connections.leaf_user_id = moved.leaf_user_id)',
    },
    [attempt_id, status === 'OK' ? 'connected' : 'failed', JSON.stringify({ id, status, createdTime })],
  )
}

const bearer = async (request: IncomingMessage): Promise<string> => {
  const token = request.headers.authorization?.slice('Bearer '.length)
  const { rows } = await pool.query<{ leaf_user_id: string }>(
    'select leaf_user_id from sessions where token_hash = $1 and origin = $2 and expires_at > now()',
    [hash(token), request.headers.origin],
  )
  if (rows[0] === undefined) throw wrong('no session')
  return rows[0].leaf_user_id
}

const routes: Record<string, (request: IncomingMessage, response: ServerResponse, path: string[]) => Promise<unknown>> =
  {
    async 'POST sessions'(request) {
      const { externalId, origin } = JSON.parse(await text(request)) as Record<string, string>
      const token = secret()
      const leafUserId = await leafUserOf(externalId ?? '')
      await pool.query("insert into sessions values ($1, $2, $3, now() + interval '30 minutes')", [
        hash(token),
        leafUserId,
        origin,
      ])
      return { sessionId: token.slice(0, 8), sessionToken: token, leafUserId }
    },
    async 'POST attempts'(request) {
      const [attemptId, ticket] = [secret(), secret()]
      const change =
        "insert into attempts (attempt_id, leaf_user_id, ticket_hash, status) values ($2, $3, $4, 'created')"
      await move('created', { change }, [attemptId, await bearer(request), hash(ticket)])
      return { attemptId, ticket }
    },
    async 'POST start'(request, response) {
      const ticket = /\r\n\r\n(.+)\r\n--/.exec(await text(request))?.[1]
      const [state, cookie] = [secret(), secret()]
      const change = `update attempts set status = 'started', started_at = now(), state_hash = $3, cookie_hash = $4
        where ticket_hash = $2 and status = 'created'`
      await move('started', { change }, [hash(ticket), hash(state), hash(cookie)])
      const url = new URL(await urlOf())
      url.searchParams.set('state', state)
      response.setHeader('set-cookie', `attempt=${cookie}; HttpOnly; SameSite=Strict; Path=/`)
      response.setHeader('refresh', `0; url=${url.href}`)
      return '<p>Opening …</p>'
    },
    'GET callback': () => Promise.resolve('<script src="/callback.js"></script>'),
    async 'POST callback'(request) {
      const { code, state } = JSON.parse(await text(request)) as Record<string, string>
      const consume = `update attempts set status = 'exchanging', code_sent_at = now()
        where state_hash = $2 and cookie_hash = $3 and status = 'started'`
      const attempt = await move('code_consumed', { change: consume }, [
        hash(state),
        hash(request.headers.cookie?.split('=')[1]),
      ])
      const { answer } = await call('POST', `${helperUrl}/get_token`, {
        client_id: own.clientId,
        client_secret: own.clientSecret,
        response_url: `${redirectUri}?code=${encodeURIComponent(code ?? '')}`,
        client_redirect_url: redirectUri,
      })
      const token = answer['refresh_token'] ?? ''
      await move(
        'sealed',
        {
          before: `drawn as (insert into connections (leaf_user_id, generation) values ($4, 1)
            on conflict (leaf_user_id) do update set generation = connections.generation + 1 returning generation),`,
          change: `update attempts set status = 'attaching', sealed_token = $3, generation = drawn.generation from drawn
            where attempt_id = $2 and status = 'exchanging'`,
        },
        [attempt.attempt_id, seal(token, attempt.attempt_id), attempt.leaf_user_id],
      )
      void attach(attempt, token)
      return { attemptId: attempt.attempt_id, status: 'attaching' }
    },
    async 'GET attempts'(request, _, [, , attemptId]) {
      const { rows } = await pool.query<{ status: string }>(
        'select status from attempts where attempt_id = $1 and leaf_user_id = $2',
        [attemptId, await bearer(request)],
      )
      return { attemptId, provider: 'CNHIFieldOps', status: rows[0]?.status }
    },
    async 'POST attempts ack'(request, _, [, , attemptId]) {
      await pool.query(
        `update attempts set acknowledged_at = now()
          where attempt_id = $1 and leaf_user_id = $2 and settled_at is not null and acknowledged_at is null`,
        [attemptId, await bearer(request)],
      )
      return undefined
    },
    'GET readyz': () => Promise.resolve({}),
  }

const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0]?.split('/').slice(1) ?? []
  const [name = '', , last] = path[0] === 'v1' ? path.slice(1) : path
  const route = routes[[request.method, name, ...(last === 'ack' ? [last] : [])].join(' ')]
  Promise.resolve(route?.(request, response, path))
    .then((answer) => {
      if (answer === undefined) response.statusCode = 204
      const isPage = typeof answer === 'string'
      response.setHeader('content-type', isPage ? 'text/html' : 'application/json')
      response.end(isPage || answer === undefined ? answer : JSON.stringify(answer))
    })
    .catch((error: unknown) => response.writeHead(500).end(String(error)))
})
server.listen(Number(environment('PORT')), '127.0.0.1')
