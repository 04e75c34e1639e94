import { setTimeout as wait } from 'node:timers/promises'
import type { ErrorCode } from '@hitch/protocol'
import { ProviderError, type ConfiguredProvider, type Upstream } from '@hitch/providers'
import { ATTEMPT_COLUMNS } from '../database/columns.ts'
import { changeWithEvent } from '../attempts/attempt-events.ts'
import { failAttempt } from '../attempts/settle.ts'
import type { ServerContext } from '../context.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import { providerCall } from '../provider-call.ts'
import { drawGeneration, type ConnectionKey } from './generation.ts'
import type { Leases } from './lease.ts'
import { describeFailure } from './log.ts'
import type { AttemptRow } from './read-facts.ts'
import type { Sealer } from './seal.ts'

export type Exchanger = Pick<
  ServerContext,
  'database' | 'leaf' | 'log' | 'outbox' | 'providers' | 'publicUrl' | 'seam' | 'timings' | 'upstream'
> & {
  readonly leases: Leases
  readonly sealer: Sealer
  /** Begins the attach, here and at once. Should this process die before, the sealed row is due, and a sweep finds it. */
  readonly wake: (key: ConnectionKey) => void
}

/**
 * Exchanges a consumed code and seals the refresh token, before anything else, in the transaction that moves the attempt
 * on. DESIGN section 4, rule 4. Never throws for what a provider does: the attempt's row tells.
 */
export const exchange = async (
  exchanger: Exchanger,
  attemptId: string,
  code: string,
  leaseOwner: string,
): Promise<void> => {
  const { providers, leases, seam } = exchanger
  const attempt = await markSent(exchanger, attemptId, leaseOwner)
  if (attempt === undefined) return
  const provider = providers.get(attempt.provider)
  if (provider === undefined) return await fail(exchanger, attempt, 'provider_not_configured')
  const lease = leases.keep({ owner: leaseOwner, attemptId })
  // A provider that never ends a call must not keep the attempt for ever: then the lease lapses, and the sweeper ends it.
  const limit = setTimeout(() => lease.release(), exchanger.timings.exchangeTimeout + exchanger.timings.leaseLifetime)
  try {
    await seam('exchange.before_send')
    const answer = await send(exchanger, provider, attempt, code)
    await seam('exchange.answered')
    if (answer.kind === 'failed') return await fail(exchanger, attempt, answer.code)
    await sealStubbornly(exchanger, provider, attempt, answer.token)
  } finally {
    clearTimeout(limit)
    lease.release()
  }
}

/**
 * "A code is sent at most once" stands in the row before it is sent: whoever comes second, in this process or another,
 * finds it there and sends nothing.
 */
const markSent = async (
  { database, timings }: Exchanger,
  attemptId: string,
  leaseOwner: string,
): Promise<AttemptRow | undefined> =>
  await database
    .updateTable('attempts')
    .set({ code_sent_at: databaseNow, lease_until: inFuture(timings.leaseLifetime) })
    .where('attempt_id', '=', attemptId)
    .where('status', '=', 'exchanging')
    .where('lease_owner', '=', leaseOwner)
    .where('code_sent_at', 'is', null)
    .where('settled_at', 'is', null)
    .returning(ATTEMPT_COLUMNS)
    .executeTakeFirst()

/** The refresh token, or with what the attempt fails without one. */
const send = async (
  exchanger: Exchanger,
  provider: ConfiguredProvider,
  attempt: AttemptRow,
  code: string,
): Promise<{ kind: 'token'; token: string } | { kind: 'failed'; code: ErrorCode }> => {
  try {
    const upstream: Upstream = {
      send: (request) => exchanger.upstream.send({ ...request, onlyOnce: true }),
    }
    const { exchangeTimeout } = exchanger.timings
    const call = providerCall({ ...exchanger, upstream }, provider, attempt.leaf_user_id, exchangeTimeout)
    return { kind: 'token', token: await provider.exchangeCode(call, code) }
  } catch (error) {
    const fields = { attemptId: attempt.attempt_id, provider: provider.id, reason: describeFailure(error) }
    exchanger.log.warn(fields, 'the code was not exchanged')
    // Without a whole answer nobody knows whether the code was used; it is not sent again.
    const isAnswered = error instanceof ProviderError && error.answered
    return { kind: 'failed', code: isAnswered ? error.code : 'exchange_interrupted' }
  }
}

/**
 * Waits between tries to store a token that cannot be had again, in milliseconds: together two minutes, for a database
 * that is started again. Longer than the lease, which is no matter: a late answer is sealed while no outcome stands.
 * Each is shorter than a sweep, so that the token comes before anybody ends its attempt.
 */
const SEAL_RETRIES = [100, 500, ...Array.from({ length: 120 }, () => 1_000)]

const sealStubbornly = async (
  exchanger: Exchanger,
  provider: ConfiguredProvider,
  attempt: AttemptRow,
  token: string,
): Promise<void> => {
  for (const delay of [...SEAL_RETRIES, null]) {
    try {
      return await sealToken(exchanger, provider, attempt, token)
    } catch (error) {
      const fields = { attemptId: attempt.attempt_id, provider: provider.id, reason: describeFailure(error) }
      exchanger.log.error(fields, 'a refresh token could not be stored')
      if (delay === null) throw error
      await wait(delay)
    }
  }
}

const sealToken = async (
  { database, log, sealer, seam, timings, wake }: Exchanger,
  provider: ConfiguredProvider,
  attempt: AttemptRow,
  token: string,
): Promise<void> => {
  const { attempt_id: attemptId, leaf_user_id: leafUserId } = attempt
  const key = { leafUserId, provider: provider.id }
  const sealed = await sealer.seal(token, { attemptId, ...key, holds: 'refresh_token' })
  await seam('exchange.before_seal')
  const isStored = await database
    .transaction()
    .execute(async (transaction) => {
      const generation = await drawGeneration(transaction, key, 'attach')
      const attempt = await changeWithEvent(
        transaction,
        (statement) =>
          statement
            .updateTable('attempts')
            .set({
              ...(provider.organizations === undefined
                ? { status: 'attaching' as const }
                : {
                    status: 'choosing_organizations' as const,
                    organizations_until: inFuture(timings.organizationsLifetime),
                  }),
              sealed_token: sealed,
              sealed_at: databaseNow,
              generation,
              next_run_at: databaseNow,
              lease_owner: null,
              lease_until: null,
            })
            .where('attempt_id', '=', attemptId)
            // The lease is not asked for: a late answer is still good, as long as no outcome stands.
            .where('status', '=', 'exchanging')
            .where('settled_at', 'is', null),
        { name: 'sealed', details: { generation } },
      )
      if (attempt === undefined) throw new TooLate()
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof TooLate) return false
      throw error
    })
  if (!isStored) return log.warn({ attemptId, provider: provider.id }, 'a token came after the outcome and is dropped')
  wake(key)
  log.info({ attemptId, provider: provider.id }, 'the refresh token is sealed')
  await seam('exchange.sealed')
}

/** Rolls the transaction back, with the generation that it drew. */
class TooLate extends Error {}

const fail = async ({ database, outbox }: Exchanger, attempt: AttemptRow, code: ErrorCode): Promise<void> => {
  await database
    .transaction()
    .execute(async (transaction) => await failAttempt(outbox, transaction, attempt.attempt_id, code))
}
