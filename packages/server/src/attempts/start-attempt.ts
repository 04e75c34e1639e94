import { sql, type Transaction } from 'kysely'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomSecret } from '../crypto/random.ts'
import type { Tables } from '../database/tables.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import { changeWithEvent } from './attempt-events.ts'
import type { AttemptRow } from './read-attempts.ts'
import { settleAttempt } from './settle.ts'

/** What the browser and the provider are given. Only hashes of them are stored. */
export interface StartedAttempt {
  readonly attempt: AttemptRow
  /** Our `state` for the provider; the organizations page gets none. */
  readonly state: string
  readonly cookieSecret: string
}

/**
 * Uses a ticket up and starts its attempt: once, however many come with it, and only for the attempt's own origin. Other
 * attempts of the Leaf user at this provider that still wait for a code give way (rule 10).
 *
 * @throws HttpProblem ticket_invalid, origin_not_allowed
 */
export const startAttempt = async (context: ServerContext, ticket: string, origin: string): Promise<StartedAttempt> => {
  const ticketHash = sha256(ticket)
  const wanted = await findStartable(context, ticketHash)
  if (wanted === undefined) throw new HttpProblem('ticket_invalid')
  // Before anything is used up: another origin must not be able to spend a ticket either.
  if (wanted.origin !== origin)
    throw new HttpProblem('origin_not_allowed', { detail: 'Origin must be the one that the session was made for' })

  const state = randomSecret(context.randomBytes)
  const cookieSecret = randomSecret(context.randomBytes)
  return await context.database.transaction().execute(async (transaction) => {
    await lockProvider(transaction, wanted)
    const secrets = { stateHash: sha256(state), cookieHash: sha256(cookieSecret) }
    const attempt = await markStarted(transaction, context, wanted, ticketHash, secrets)
    await supersedeOthers(transaction, attempt)
    return { attempt, state, cookieSecret }
  })
}

/** New, or at John Deere's organizations page, which may be opened as often as the grower likes. */
const STARTABLE = ['created', 'choosing_organizations'] as const

type Wanted = Pick<AttemptRow, 'attempt_id' | 'leaf_user_id' | 'origin' | 'provider' | 'step' | 'status'>

const findStartable = async ({ database }: ServerContext, ticketHash: string): Promise<Wanted | undefined> =>
  await database
    .selectFrom('tickets')
    .innerJoin('attempts', 'attempts.attempt_id', 'tickets.attempt_id')
    .leftJoin('sessions', 'sessions.session_id', 'attempts.session_id')
    .select([
      'attempts.attempt_id',
      'attempts.leaf_user_id',
      'attempts.origin',
      'attempts.provider',
      'attempts.step',
      'attempts.status',
    ])
    .where('tickets.ticket_hash', '=', ticketHash)
    .where('tickets.used_at', 'is', null)
    .where('tickets.expires_at', '>', databaseNow)
    .where('attempts.status', 'in', STARTABLE)
    // After a log-out a ticket that lies in some page must not start anything.
    .where('sessions.ended_at', 'is', null)
    .executeTakeFirst()

/** Two starts that supersede each other would each wait for the other's row. The lock ends with the transaction. */
const lockProvider = async (transaction: Transaction<Tables>, { leaf_user_id, provider }: Wanted): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`start ${leaf_user_id} ${provider}`}, 0))`.execute(
    transaction,
  )
}

const markStarted = async (
  transaction: Transaction<Tables>,
  { timings }: ServerContext,
  wanted: Wanted,
  ticketHash: string,
  secrets: { stateHash: string; cookieHash: string },
): Promise<AttemptRow> => {
  const started = await changeWithEvent(
    // Whichever is used, none of the attempt's tickets is good any more.
    transaction.with('used', (statement) =>
      statement.updateTable('tickets').set({ used_at: databaseNow }).where('attempt_id', '=', wanted.attempt_id),
    ),
    (statement) =>
      statement
        .updateTable('attempts')
        .set({
          started_at: databaseNow,
          cookie_hash: secrets.cookieHash,
          expires_at: inFuture(timings.attemptLifetime),
          ...(wanted.step === 'organizations' || wanted.status === 'choosing_organizations'
            ? {
                status: 'choosing_organizations' as const,
                organizations_until: inFuture(timings.organizationsLifetime),
                // A sealed token may be due sooner than the next look.
                next_run_at: sql<Date>`least(next_run_at, ${inFuture(timings.organizationsLook)})`,
              }
            : { status: 'started' as const, state_hash: secrets.stateHash }),
        })
        .where('attempt_id', '=', wanted.attempt_id)
        .where('status', 'in', STARTABLE)
        .where((where) =>
          where.exists(
            where
              .selectFrom('tickets')
              .select('ticket_hash')
              .where('ticket_hash', '=', ticketHash)
              .where('used_at', 'is', null)
              .where('expires_at', '>', databaseNow),
          ),
        ),
    { name: 'started' },
  )
  if (started === undefined) throw new HttpProblem('ticket_invalid')
  return started
}

/** Any origin's: a Leaf user has one credential per provider, and the grower's last wish is this one. */
const supersedeOthers = async (transaction: Transaction<Tables>, attempt: AttemptRow): Promise<void> => {
  const others = await transaction
    .selectFrom('attempts')
    .select('attempt_id')
    .where('leaf_user_id', '=', attempt.leaf_user_id)
    .where('provider', '=', attempt.provider)
    .where('attempt_id', '!=', attempt.attempt_id)
    .where('started_at', 'is not', null)
    .where('settled_at', 'is', null)
    .where('code_consumed_at', 'is', null)
    .execute()
  for (const { attempt_id } of others)
    await settleAttempt(
      transaction,
      attempt_id,
      { status: 'cancelled', code: 'attempt_superseded' },
      { beforeCode: true },
    )
}
