import { field } from '@hitch/protocol/schemas'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { SESSION_COLUMNS } from '../database/columns.ts'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { AppEnv } from './app-env.ts'
import { ASK_FOR_BEARER, bearerToken } from './bearer.ts'
import { allowOrigin } from './cors.ts'
import { HttpProblem } from './http-problem.ts'
import { createSessionCookie } from './session-cookie.ts'

/**
 * The session of a request: its token as Bearer, or on our own pages in its cookie, and an Origin equal to the session's. Refusals, too, may be read by the
 * session's origin and by no other.
 *
 * @throws HttpProblem session_invalid, session_expired, origin_not_allowed
 */
export const authenticateSession = async (c: Context<AppEnv>, context: ServerContext): Promise<LiveSession> => {
  // Until a session names its origin, an allowed one may read why not, as it may read a preflight: the widget shows it.
  // Before the look-up, for that may fail too.
  allowOrigin(
    c,
    context.allowedOrigins.find((origin) => origin === c.req.header('origin')),
  )
  const bearer = bearerToken(c.req.raw)
  const row = await findSession(context, bearer ?? createSessionCookie(context.publicUrl).read(c), bearer === null)
  if (row === undefined) throw new HttpProblem('session_invalid', { headers: { ...ASK_FOR_BEARER } })
  allowOrigin(c, row.origin)
  if (!isFromOrigin(c.req.raw, row.origin, context.publicUrl))
    throw new HttpProblem('origin_not_allowed', { detail: 'Origin must be the one that the session was made for' })
  return requireLive(row)
}

/**
 * The session of a page of ours that the browser opens itself: from our own pages, or by the grower's own hand, as after a
 * restart. Such a page shows; it changes nothing.
 *
 * @throws HttpProblem session_invalid, session_expired
 */
export const authenticatePage = async (c: Context<AppEnv>, context: ServerContext): Promise<LiveSession> => {
  const row = await findSession(context, createSessionCookie(context.publicUrl).readForPage(c), true)
  if (row === undefined) throw new HttpProblem('session_invalid', { headers: { ...ASK_FOR_BEARER } })
  return requireLive(row)
}

type SessionRow = NonNullable<Awaited<ReturnType<typeof findSession>>>

const requireLive = (row: SessionRow): LiveSession => {
  // Ended, as at log-out: the widget must not quietly ask for another.
  if (row.ended_at !== null) throw new HttpProblem('session_invalid', { headers: { ...ASK_FOR_BEARER } })
  if (!row.is_live) throw new HttpProblem('session_expired', { headers: { ...ASK_FOR_BEARER } })
  return {
    sessionId: row.session_id,
    leafUserId: row.leaf_user_id,
    origin: row.origin,
    subject: row.subject,
    locale: row.locale,
    returnUrl: row.return_url,
    providers: row.providers,
    can: row.can,
    expiresAt: row.expires_at,
    linkId: row.link_id,
    brand: row.brand,
    leaveUrl: row.leave_url,
  }
}

/** `byCookie`: a cookie counts for sessions of our own pages alone. */
const findSession = async (
  { database, publicUrl }: ServerContext,
  presented: string | undefined,
  byCookie: boolean,
) => {
  const token = field.secret.safeParse(presented)
  if (!token.success) return undefined
  return database
    .selectFrom('sessions')
    .select(SESSION_COLUMNS)
    .select(sql<boolean>`expires_at > clock_timestamp()`.as('is_live'))
    .where('token_hash', '=', sha256(token.data))
    .$if(byCookie, (query) => query.where('origin', '=', publicUrl))
    .executeTakeFirst()
}

/**
 * No engine sends Origin with a same-origin GET. So without one a GET passes only when the session's origin is our own
 * and the browser itself says that the page is, too. DESIGN section 5.
 */
const isFromOrigin = (request: Request, origin: string, publicUrl: string): boolean => {
  const presented = request.headers.get('origin')
  if (presented !== null) return presented === origin
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    origin === publicUrl &&
    request.headers.get('sec-fetch-site') === 'same-origin'
  )
}
