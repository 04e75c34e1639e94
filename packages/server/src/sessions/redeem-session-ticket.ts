import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { databaseNow } from '../database/clock.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { insertHostedSession } from './insert-hosted-session.ts'

export interface RedeemedSession {
  /** For the session's cookie. */
  readonly token: string
  readonly milliseconds: number
}

/**
 * The session that a host's backend has made a ticket for, now that the grower's browser brings it: once, and only from
 * the origin that the ticket was made for. It works from our own pages; the host's page is where the grower goes back to.
 *
 * @throws HttpProblem ticket_invalid, origin_not_allowed
 */
export const redeemSessionTicket = async (
  context: ServerContext,
  ticket: string,
  origin: string,
): Promise<RedeemedSession> =>
  await context.database.transaction().execute(async (transaction) => {
    const row = await transaction
      .deleteFrom('session_tickets')
      .where('ticket_hash', '=', sha256(ticket))
      .where('expires_at', '>', databaseNow)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new HttpProblem('ticket_invalid')
    // Rolled back: another origin must not be able to spend a ticket either.
    if (row.origin !== origin)
      throw new HttpProblem('origin_not_allowed', { detail: 'Origin must be the one that the ticket was made for' })
    const milliseconds = row.session_seconds * 1000
    const leaveUrl = row.return_url ?? `${row.origin}/`
    const token = await insertHostedSession(transaction, context, { ...row, milliseconds, leaveUrl })
    return { token, milliseconds }
  })
