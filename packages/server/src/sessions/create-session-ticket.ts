import type { CreatedHandover, CreateSession } from '@hitch/protocol'
import type { SecretKey, ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomSecret } from '../crypto/random.ts'
import { inFuture } from '../database/clock.ts'
import type { FindOrCreateLeafUser } from './find-or-create-leaf-user.ts'
import { HOSTED_PAGE } from './hosted-page.ts'
import { settleTerms } from './settle-terms.ts'

/**
 * A ticket for a session on the hosted page. The Leaf user is found or made now, while the host's backend waits and can
 * be told what is wrong: the grower who brings the ticket could do nothing about it.
 *
 * @throws HttpProblem origin_not_allowed, invalid_request, conflict; LeafError
 */
export const createSessionTicket = async (
  context: ServerContext,
  findOrCreateLeafUser: FindOrCreateLeafUser,
  key: SecretKey,
  wish: CreateSession,
): Promise<CreatedHandover> => {
  const { columns, seconds } = await settleTerms(context, findOrCreateLeafUser, key, wish)
  const ticket = randomSecret(context.randomBytes)
  const { expires_at: expiresAt } = await context.database
    .insertInto('session_tickets')
    .values({
      ...columns,
      ticket_hash: sha256(ticket),
      session_seconds: seconds,
      expires_at: inFuture(context.timings.sessionTicketLifetime),
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return { ticket, url: context.publicUrl + HOSTED_PAGE, expiresAt: expiresAt.toISOString() }
}
