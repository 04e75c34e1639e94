/**
 * What Hitch is measured against: the same flow for one provider by nothing but node:http and pg, with the same calls to
 * Leaf and the helper and a durable write wherever something must not be lost. It has no defences, no retries, no second
 * provider, and nobody should run it.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Pool } from 'pg'

const environment = (name: string): string => process.env[name] ?? ''
const publicUrl = environment('HITCH_PUBLIC_URL')
const leafUrl = environment('LEAF_API_URL')
const helperUrl = `${environment('CNHI_HELPER_URL')}/fieldops`
const redirectUri = `${publicUrl}/callback/CNHIFieldOps`
const own = {
  clientId: environment('CNHI_FIELDOPS_CLIENT_ID'),
  clientSecret: environment('CNHI_FIELDOPS_CLIENT_SECRET'),
  subscriptionKey: environment('CNHI_FIELDOPS_SUBSCRIPTION_KEY'),
  clientEnvironment: environment('CNHI_FIELDOPS_ENVIRONMENT'),
}

const pool = new Pool({ connectionString: environment('DATABASE_URL'), max: 10 })
await pool.query('create table if not exists leaf_users (external_id text primary key, leaf_user_id text not null)')
await pool.query(
  'create table if not exists sessions (token text primary key, leaf_user_id text not null, origin text not null)',
)
await pool.query(`create table if not exists attempts (
  attempt_id text primary key, leaf_user_id text not null, ticket text not null, state text, cookie text,
  status text not null, refresh_token text)`)
await pool.query('create index if not exists attempts_ticket on attempts (ticket)')
await pool.query('create index if not exists attempts_state on attempts (state)')

const secret = () => randomBytes(32).toString('base64url')
const wrong = (what: string): Error => new Error(what)

const call = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer: unknown = response.ok ? await response.json() : null
  return { status: response.status, answer: answer as Record<string, string> & Record<string, string>[] }
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
const attach = async (attemptId: string, leafUserId: string, refreshToken: string): Promise<void> => {
  const path = `/users/${leafUserId}/cnhi-field-ops-credentials`
  await leaf('GET', path)
  await leaf('POST', path, { ...own, refreshToken })
  await pool.query("update attempts set status = 'verifying' where attempt_id = $1", [attemptId])
  const { answer } = await leaf('GET', path)
  const status = answer['status'] === 'OK' ? 'connected' : 'failed'
  await pool.query('update attempts set status = $2, refresh_token = null where attempt_id = $1', [attemptId, status])
}

const bearer = async (request: IncomingMessage): Promise<string> => {
  const token = request.headers.authorization?.slice('Bearer '.length)
  const { rows } = await pool.query<{ leaf_user_id: string }>(
    'select leaf_user_id from sessions where token = $1 and origin = $2',
    [token, request.headers.origin],
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
      await pool.query('insert into sessions values ($1, $2, $3)', [token, leafUserId, origin])
      return { sessionId: token.slice(0, 8), sessionToken: token, leafUserId }
    },
    async 'POST attempts'(request) {
      const [attemptId, ticket] = [secret(), secret()]
      await pool.query('insert into attempts (attempt_id, leaf_user_id, ticket, status) values ($1, $2, $3, $4)', [
        attemptId,
        await bearer(request),
        ticket,
        'created',
      ])
      return { attemptId, ticket }
    },
    async 'POST start'(request, response) {
      const ticket = /\r\n\r\n(.+)\r\n--/.exec(await text(request))?.[1]
      const [state, cookie] = [secret(), secret()]
      const { rows } = await pool.query<{ attempt_id: string }>(
        "update attempts set status = 'started', state = $2, cookie = $3 where ticket = $1 and status = 'created' returning attempt_id",
        [ticket, state, cookie],
      )
      if (rows[0] === undefined) throw wrong('no ticket')
      const url = new URL(await urlOf())
      url.searchParams.set('state', state)
      response.setHeader('set-cookie', `attempt=${cookie}; HttpOnly; SameSite=Strict; Path=/`)
      response.setHeader('refresh', `0; url=${url.href}`)
      return '<p>Opening …</p>'
    },
    'GET callback': () => Promise.resolve('<script src="/callback.js"></script>'),
    async 'POST callback'(request) {
      const { code, state } = JSON.parse(await text(request)) as Record<string, string>
      const { rows } = await pool.query<{ attempt_id: string; leaf_user_id: string }>(
        `update attempts set status = 'exchanging' where state = $1 and cookie = $2 and status = 'started'
       returning attempt_id, leaf_user_id`,
        [state, request.headers.cookie?.split('=')[1]],
      )
      const [attempt] = rows
      if (attempt === undefined) throw wrong('no attempt')
      const { answer } = await call('POST', `${helperUrl}/get_token`, {
        client_id: own.clientId,
        client_secret: own.clientSecret,
        response_url: `${redirectUri}?code=${encodeURIComponent(code ?? '')}`,
        client_redirect_url: redirectUri,
      })
      const token = answer['refresh_token'] ?? ''
      await pool.query("update attempts set status = 'attaching', refresh_token = $2 where attempt_id = $1", [
        attempt.attempt_id,
        token,
      ])
      void attach(attempt.attempt_id, attempt.leaf_user_id, token)
      return { attemptId: attempt.attempt_id, status: 'attaching' }
    },
    async 'GET attempts'(request, _, [, , attemptId]) {
      const { rows } = await pool.query<{ status: string }>(
        'select status from attempts where attempt_id = $1 and leaf_user_id = $2',
        [attemptId, await bearer(request)],
      )
      return { attemptId, provider: 'CNHIFieldOps', status: rows[0]?.status }
    },
    async 'POST attempts ack'(request) {
      await bearer(request)
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
