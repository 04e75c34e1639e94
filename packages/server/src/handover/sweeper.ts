import { sql, type Kysely } from 'kysely'
import { failAttempt } from '../attempts/settle.ts'
import type { ServerContext } from '../context.ts'
import { fromSweep, sweptAt } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import type { Outbox } from '../webhooks/outbox.ts'
import type { Engine } from './engine.ts'
import type { ConnectionKey } from './generation.ts'
import { describeFailure } from './log.ts'
import { HANDED_OVER } from './read-facts.ts'
import { tidy } from './tidy.ts'

export interface Sweeper {
  start(): void
  /** Resolves when a sweep under way has ended. */
  stop(): Promise<void>
  /** One sweep, now. */
  sweep(): Promise<void>
}

export type SweeperOptions = Pick<ServerContext, 'auditDays' | 'database' | 'log' | 'outbox' | 'timings'> & {
  readonly engine: Pick<Engine, 'wake'>
}

/** Most rows that one sweep takes up, of each kind: a heap of them is worked off in several, by several instances. */
const SWEEP_BATCH = 100

/** Takes up what no wake-up has: due rows whose lease has run out, exchanges that nobody finishes, what is over. */
export const createSweeper = ({ auditDays, database, engine, log, outbox, timings }: SweeperOptions): Sweeper => {
  let timer: NodeJS.Timeout | null = null
  let early: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | null = null

  const sweepOnce = async (): Promise<void> => {
    await endLapsedExchanges(database, outbox)
    // Not waited for: a Leaf that hangs must not hold up the next sweep.
    for (const key of await findDue(database)) void engine.wake(key)
    const lapse = await nextLapse(database, timings.sweepInterval)
    if (lapse !== null) sweepAgainIn(lapse)
    await tidy(database, auditDays)
  }

  const sweepAgainIn = (wait: number): void => {
    if (timer === null) return
    clearTimeout(early)
    early = setTimeout(() => void sweep(), wait)
  }

  const sweep = async (): Promise<void> => {
    sweeping ??= sweepOnce()
      .catch((error: unknown) => log.error({ reason: describeFailure(error) }, 'a sweep broke off'))
      .finally(() => {
        sweeping = null
      })
    await sweeping
  }

  return {
    start() {
      timer = setInterval(() => void sweep(), timings.sweepInterval)
      void sweep()
    },
    async stop() {
      if (timer !== null) clearInterval(timer)
      timer = null
      clearTimeout(early)
      await sweeping
    },
    sweep,
  }
}

/**
 * The process that sent the code is gone, or never got an answer: nobody knows whether the code was used, so the attempt
 * ends and the grower starts again. Never silent, never stuck: rule 4.
 */
const endLapsedExchanges = async (database: Kysely<Tables>, outbox: Outbox): Promise<void> => {
  await database.transaction().execute(async (transaction) => {
    const lapsed = await transaction
      .selectFrom('attempts')
      .select('attempt_id')
      .where('status', '=', 'exchanging')
      .where('settled_at', 'is', null)
      .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', sweptAt)]))
      .limit(SWEEP_BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { attempt_id } of lapsed) await failAttempt(outbox, transaction, attempt_id, 'exchange_interrupted')
  })
}

const findDue = async (database: Kysely<Tables>): Promise<ConnectionKey[]> => {
  const attempts = await database
    .selectFrom('attempts')
    .leftJoin('connections', (join) =>
      join
        .onRef('connections.leaf_user_id', '=', 'attempts.leaf_user_id')
        .onRef('connections.provider', '=', 'attempts.provider'),
    )
    .select(['attempts.leaf_user_id as leafUserId', 'attempts.provider as provider'])
    .where('attempts.next_run_at', '<=', sweptAt)
    .where('attempts.settled_at', 'is', null)
    .where('attempts.status', 'in', HANDED_OVER)
    .where((where) =>
      where.or([where('connections.lease_until', 'is', null), where('connections.lease_until', '<', sweptAt)]),
    )
    .orderBy('attempts.next_run_at')
    .limit(SWEEP_BATCH)
    .execute()
  const connections = await database
    .selectFrom('connections')
    .select(['leaf_user_id as leafUserId', 'provider'])
    .where((where) => where.or([where('next_run_at', '<=', sweptAt), where('recheck_at', '<=', sweptAt)]))
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', sweptAt)]))
    .limit(SWEEP_BATCH)
    .execute()
  return [...attempts, ...connections]
}

/** A moment after, so that it has surely lapsed. Milliseconds. */
const AFTER_LAPSE = 20

/**
 * In how many milliseconds the next lease lapses that nobody renews, if that is before the next sweep. A process renews
 * its own long before: whose lease is so near its end is gone, and the grower waits.
 */
const nextLapse = async (database: Kysely<Tables>, sweepInterval: number): Promise<number | null> => {
  const isNear = sql<boolean>`lease_until between ${sweptAt} and ${fromSweep(sweepInterval)}`
  const leases = database
    .selectFrom('connections')
    .select('lease_until')
    .where(isNear)
    .unionAll(
      database
        .selectFrom('attempts')
        .select('lease_until')
        .where('status', '=', 'exchanging')
        .where('settled_at', 'is', null)
        .where(isNear),
    )
  const { wait } = await database
    .selectFrom(leases.as('leases'))
    .select(sql<number | null>`(extract(epoch from min(lease_until) - ${sweptAt}) * 1000)::double precision`.as('wait'))
    .executeTakeFirstOrThrow()
  return wait === null ? null : Math.max(wait, 0) + AFTER_LAPSE
}
