import type { CreatedSession, CreateSession } from '@hitch/protocol'
import type { SecretKey, ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import { inFuture } from '../database/clock.ts'
import type { FindOrCreateLeafUser } from './find-or-create-leaf-user.ts'
import { settleTerms } from './settle-terms.ts'

/**
 * The right to connect for one Leaf user from one origin.
 *
 * @throws HttpProblem origin_not_allowed, invalid_request, conflict; LeafError
 */
export const createSession = async (
  context: ServerContext,
  findOrCreateLeafUser: FindOrCreateLeafUser,
  key: SecretKey,
  wish: CreateSession,
): Promise<CreatedSession> => {
  const { columns, seconds } = await settleTerms(context, findOrCreateLeafUser, key, wish)
  const sessionId = randomId(context.randomBytes, 'ses')
  const sessionToken = randomSecret(context.randomBytes)
  const { expires_at: expiresAt } = await context.database
    .insertInto('sessions')
    .values({
      ...columns,
      session_id: sessionId,
      token_hash: sha256(sessionToken),
      expires_at: inFuture(seconds * 1000),
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return { sessionId, leafUserId: columns.leaf_user_id, sessionToken, expiresAt: expiresAt.toISOString() }
}
