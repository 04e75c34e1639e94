import type { CreatedSession, CreateSession } from '@hitch/protocol'
import { PERMISSIONS } from '@hitch/protocol'
import type { SecretKey, ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import { isWithinScope } from '../http/authenticate-secret-key.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { liesOn } from '../http/origins.ts'
import type { FindOrCreateLeafUser } from './find-or-create-leaf-user.ts'
import { inFuture } from '../database/clock.ts'

const DEFAULT_SECONDS = 1800

/**
 * The right to connect for one Leaf user from one origin. Everything is checked before Leaf is asked for anything.
 *
 * @throws HttpProblem origin_not_allowed, invalid_request, conflict; LeafError
 */
export const createSession = async (
  context: ServerContext,
  findOrCreateLeafUser: FindOrCreateLeafUser,
  key: SecretKey,
  wish: CreateSession,
): Promise<CreatedSession> => {
  if (!context.allowedOrigins.includes(wish.origin) || !isWithinScope(key, wish.origin))
    throw new HttpProblem('origin_not_allowed', {
      detail: 'origin is not among those that this key makes sessions for',
    })
  if (wish.returnUrl !== undefined && !liesOn(wish.returnUrl, wish.origin))
    throw new HttpProblem('invalid_request', { detail: 'returnUrl: must be on the origin of the session' })

  const leafUserId = await chooseLeafUser(findOrCreateLeafUser, wish)
  const sessionId = randomId(context.randomBytes, 'ses')
  const sessionToken = randomSecret(context.randomBytes)
  const { expires_at: expiresAt } = await context.database
    .insertInto('sessions')
    .values({
      session_id: sessionId,
      token_hash: sha256(sessionToken),
      leaf_user_id: leafUserId,
      origin: wish.origin,
      subject: wish.subject ?? null,
      locale: wish.locale ?? null,
      return_url: wish.returnUrl ?? null,
      providers: wish.providers === undefined ? null : JSON.stringify([...new Set(wish.providers)]),
      can: JSON.stringify([...new Set(wish.can ?? PERMISSIONS)]),
      expires_at: inFuture((wish.expiresIn ?? DEFAULT_SECONDS) * 1000),
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return { sessionId, leafUserId, sessionToken, expiresAt: expiresAt.toISOString() }
}

const chooseLeafUser = async (findOrCreateLeafUser: FindOrCreateLeafUser, wish: CreateSession): Promise<string> => {
  if (wish.leafUserId !== undefined) return wish.leafUserId
  if (wish.externalId === undefined) throw new HttpProblem('invalid_request', { detail: 'leafUserId or externalId' })
  return await findOrCreateLeafUser(wish.externalId, wish.user)
}
