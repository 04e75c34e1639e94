import type { CreateAttempt, CreatedAttempt, ProviderId } from '@hitch/protocol'
import { type Transaction } from 'kysely'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import type { Tables } from '../database/tables.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { liesOn } from '../http/origins.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import { requireLinkUse } from '../links/link-uses.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import { withEvents } from './attempt-events.ts'
import { offeredProvider } from './offered-provider.ts'

/** A wish whose provider the session offers. */
type OfferedWish = CreateAttempt & { readonly provider: ProviderId }

/**
 * Prepares an attempt and a ticket for its start. Harmless: the widget prefetches it, so no upstream is asked, nothing
 * is superseded, and an unstarted attempt of the same session, provider, mode and step is used again with a further
 * ticket; earlier tickets stay good until one is used. DESIGN section 4, rule 10. To choose organizations once more while
 * an attempt still waits for them is to go on with that attempt: a second one would bring a second outcome.
 *
 * @throws HttpProblem not_allowed, provider_not_configured, invalid_request, link_used, link_revoked
 */
export const createAttempt = async (
  context: ServerContext,
  session: LiveSession,
  wish: CreateAttempt,
): Promise<CreatedAttempt> => {
  if (!session.can.includes('connect')) throw new HttpProblem('not_allowed', { detail: 'the session may not connect' })
  const provider = offeredProvider(context, session, wish.provider)
  if (wish.step !== undefined && provider.organizations === undefined)
    throw new HttpProblem('invalid_request', { detail: 'step: this provider has no such step' })
  if (wish.returnUrl !== undefined && !liesOn(wish.returnUrl, session.origin))
    throw new HttpProblem('invalid_request', { detail: 'returnUrl: must be on the origin of the session' })

  await requireLinkUse(context, session, provider.id)

  const ticket = randomSecret(context.randomBytes)
  return await context.database.transaction().execute(async (transaction) => {
    // Two prefetches of one session at once would each find nothing to use again.
    const held = await transaction
      .selectFrom('sessions')
      .select('session_id')
      .where('session_id', '=', session.sessionId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    // The grower was forgotten meanwhile.
    if (held === undefined) throw new HttpProblem('session_invalid')
    const attemptId = await reuseOrInsert(transaction, context, session, { ...wish, provider: provider.id })
    const { expires_at: expiresAt } = await transaction
      .insertInto('tickets')
      .values({
        ticket_hash: sha256(ticket),
        attempt_id: attemptId,
        expires_at: inFuture(context.timings.ticketLifetime),
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    return { attemptId, ticket, expiresAt: expiresAt.toISOString() }
  })
}

const reuseOrInsert = async (
  transaction: Transaction<Tables>,
  context: ServerContext,
  session: LiveSession,
  wish: OfferedWish,
): Promise<string> => {
  const mode = wish.mode ?? 'popup'
  const step = wish.step ?? null
  const asWished = {
    return_url: wish.returnUrl ?? session.returnUrl ?? `${session.origin}/`,
    expires_at: inFuture(context.timings.ticketLifetime),
    // The grower may have chosen another since.
    locale: session.locale,
  }
  if (step === 'organizations') {
    const choosing = await findChoosing(transaction, session, wish)
    if (choosing !== undefined) return choosing
  }
  const unstarted = await transaction
    .updateTable('attempts')
    .set(asWished)
    // The index begins with these two, and the session is of one Leaf user and origin.
    .where('leaf_user_id', '=', session.leafUserId)
    .where('origin', '=', session.origin)
    .where('session_id', '=', session.sessionId)
    .where('provider', '=', wish.provider)
    .where('mode', '=', mode)
    .where('step', 'is not distinct from', step)
    .where('status', '=', 'created')
    .where('expires_at', '>', databaseNow)
    .returning('attempt_id')
    .executeTakeFirst()
  if (unstarted !== undefined) return unstarted.attempt_id

  const attemptId = randomId(context.randomBytes, 'att')
  const created = { attemptId, name: 'created', details: { provider: wish.provider, mode, step } }
  await withEvents(transaction, [created])
    .insertInto('attempts')
    .values({
      ...asWished,
      attempt_id: attemptId,
      leaf_user_id: session.leafUserId,
      origin: session.origin,
      session_id: session.sessionId,
      link_id: session.linkId,
      provider: wish.provider,
      mode,
      step,
      subject: session.subject,
      status: 'created',
    })
    .execute()
  return attemptId
}

/** The attempt that still waits for the grower's organizations, told which way he goes on. */
const findChoosing = async (
  transaction: Transaction<Tables>,
  session: LiveSession,
  wish: OfferedWish,
): Promise<string | undefined> => {
  const choosing = await transaction
    .updateTable('attempts')
    .set({
      session_id: session.sessionId,
      mode: wish.mode ?? 'popup',
      locale: session.locale,
      ...(wish.returnUrl === undefined ? {} : { return_url: wish.returnUrl }),
    })
    .where('leaf_user_id', '=', session.leafUserId)
    .where('origin', '=', session.origin)
    .where('provider', '=', wish.provider)
    .where('status', '=', 'choosing_organizations')
    .where('organizations_until', '>', databaseNow)
    .returning('attempt_id')
    .executeTakeFirst()
  return choosing?.attempt_id
}
