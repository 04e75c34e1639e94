import type { Kysely } from 'kysely'
import { failAttempt } from '../attempts/settle.ts'
import type { ServerContext } from '../context.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { nextConnectionStep, type ConnectionStep } from './connection-step.ts'
import type { ConnectionKey } from './generation.ts'
import type { Leases } from './lease.ts'
import { describeFailure } from './log.ts'
import { perform, type Deed, type Result } from './perform.ts'
import { lockRows, statusOf, toConnectionFacts } from './read-facts.ts'
import {
  recordDisconnected,
  recordDisconnectFailed,
  recordRecheck,
  type ConnectionRecorder,
} from './record-connection.ts'
import { mayHaveTaken, recordResult, type Recorder } from './record.ts'
import { tellOfConnection } from './tell.ts'
import { takeStep, type StepTaker } from './take-step.ts'
import { createRun, createTurn, flush, updateAttempt, updateConnection, type Run, type Turn } from './turn.ts'

export type Runner = Pick<ServerContext, 'database' | 'leaf' | 'log' | 'providers' | 'seam' | 'timings' | 'tracer'> &
  Recorder &
  ConnectionRecorder &
  StepTaker & {
    readonly leases: Leases
    /** Whether to stop at the next safe point: between two calls, with everything written down. */
    readonly isStopping: () => boolean
  }

/** How a run ended. `busy`: somebody else works on it. `until`: when there is something to do again. */
export type RunEnd = { readonly kind: 'busy' } | { readonly kind: 'rested'; readonly until: number | null }

/**
 * Does all that is due for one (Leaf user, provider), in turns: a short transaction that writes down what the last call
 * brought and decides on the next one, then the call, without a transaction. Serial by the lease on the connection.
 */
export const runConnection = async (runner: Runner, key: ConnectionKey, owner: string): Promise<RunEnd> => {
  const { leases, log } = runner
  const provider = runner.providers.get(key.provider)
  if (provider === undefined) return await endUnconfigured(runner, key, owner)
  const run = createRun(key, provider)
  const lease = leases.keep({ owner, connection: key })
  try {
    let last: Done | null = null
    for (;;) {
      const end = await takeTurn(runner, run, owner, last)
      if (end.kind !== 'deed') return end
      const { deed } = end
      const fields = {
        provider: key.provider,
        step: deed.kind,
        ...('attempt' in deed ? { attemptId: deed.attempt.attempt_id } : {}),
      }
      const result = await runner.tracer.during({ name: `hand-over ${deed.kind}`, kind: 'internal' }, async (span) => {
        span.tell(toFacts(fields))
        const done = await perform(runner, key, provider, deed)
        if (done.kind === 'failed') span.fail(done.error instanceof Error ? done.error.name : 'unknown')
        return done
      })
      if (result.kind === 'failed') log.warn({ ...fields, reason: describeFailure(result.error) }, 'Leaf was no help')
      else log.info(fields, 'Leaf answered')
      last = { deed, result }
    }
  } finally {
    lease.release()
  }
}

/** By the attempt's id one finds the trace that goes with the log's lines. */
const toFacts = ({ provider, attemptId }: { provider: string; attemptId?: string }) => ({
  'hitch.provider': provider,
  ...(attemptId === undefined ? {} : { 'hitch.attempt_id': attemptId }),
})

interface Done {
  readonly deed: Deed
  readonly result: Result
}

const takeTurn = async (
  runner: Runner,
  run: Run,
  owner: string,
  done: Done | null,
): Promise<RunEnd | { kind: 'deed'; deed: Deed }> =>
  await runner.database.transaction().execute(async (transaction) => {
    const { leaseLifetime } = runner.timings
    const rows = await lockRows(transaction, run.key, { owner, leaseLifetime, isFirst: done === null })
    if (rows === null) {
      if (done !== null) await recordLate(transaction, run.key, done)
      return { kind: 'busy' }
    }
    const turn = createTurn(transaction, rows, run)
    if (done !== null) record(runner, turn, done.result)
    const end = await decide(runner, turn)
    await tell(runner, turn)
    await flush(turn)
    return end
  })

/** Takes steps as far as the rows go: up to the next call, or to a rest. */
const decide = async (runner: Runner, turn: Turn): Promise<RunEnd | { kind: 'deed'; deed: Deed }> => {
  const { rows, run } = turn
  for (;;) {
    const clock = { now: rows.now, jitter: runner.jitter() }
    const step = nextConnectionStep(toConnectionFacts(rows), run.memories, clock, runner.timings)
    if (step.kind === 'rest') return rest(turn, step)
    if (runner.isStopping()) return rest(turn, { kind: 'rest', until: rows.now, attempts: [] })
    const deed = await takeStep(runner, turn, step)
    if (deed !== null) return { kind: 'deed', deed }
  }
}

/** Once all that this turn has seen and done stands in the rows at hand. */
const tell = async ({ outbox }: Runner, turn: Turn): Promise<void> => {
  const { rows, run, transaction, connectedBy } = turn
  const { connection } = rows
  const told = await tellOfConnection(outbox, transaction, {
    connection,
    provider: run.provider,
    isOpen: rows.attempts.size > 0,
    connectedBy,
  })
  if (told !== connection.told) updateConnection(turn, { told })
}

const record = (runner: Runner, turn: Turn, result: Result): void => {
  switch (result.kind) {
    case 'disconnected':
      return recordDisconnected(turn, result.generation)
    case 'rechecked':
      return recordRecheck(runner, turn, result)
    case 'failed': {
      const { deed } = result
      if (deed.kind === 'disconnect') return recordDisconnectFailed(runner, turn, result.error)
      if (deed.kind === 'recheck') return recordRecheck(runner, turn, null)
      return recordResult(runner, turn, { ...result, deed })
    }
    default:
      return recordResult(runner, turn, result)
  }
}

/** Everything is written down; the lease is given back. What is due stays due in the rows. */
const rest = (turn: Turn, step: Extract<ConnectionStep, { kind: 'rest' }>): RunEnd => {
  const { now, attempts } = turn.rows
  for (const { attemptId, until, unlucky } of step.attempts) {
    const row = attempts.get(attemptId)
    if (row === undefined || (row.next_run_at?.getTime() === until && row.status === statusOf(row, now))) continue
    updateAttempt(turn, row, {
      next_run_at: new Date(until),
      status: statusOf(row, now),
      tries: row.tries + (unlucky ? 1 : 0),
    })
  }
  updateConnection(turn, { lease_owner: null, lease_until: null })
  return { kind: 'rested', until: step.until === null ? null : step.until - now }
}

/**
 * The lease lapsed while Leaf was asked (a process that stood still), and somebody else went on. One thing is left to
 * say: a POST of ours that may have landed after the grower's disconnect must be taken down again. Rule 8.
 */
const recordLate = async (
  transaction: Kysely<Tables>,
  { leafUserId, provider }: ConnectionKey,
  { deed, result }: Done,
): Promise<void> => {
  if (deed.kind !== 'post') return
  const mayStand =
    result.kind === 'posted'
      ? result.answer.kind === 'accepted'
      : result.kind !== 'failed' || mayHaveTaken(result.error)
  const { generation } = deed.attempt
  if (!mayStand || generation === null) return
  await transaction
    .updateTable('connections')
    .set((set) => ({ disconnect_generation: set.ref('generation'), next_run_at: databaseNow, tries: 0 }))
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider)
    .where('generation', '>', generation)
    .whereRef('last_disconnect_generation', '=', 'generation')
    .where('disconnect_generation', 'is', null)
    .execute()
}

/**
 * How long work waits where the provider's settings are missing. Mostly another instance has them: one that was started
 * with older settings must not end what a newer one has sealed.
 */
const UNCONFIGURED_WAIT = 30_000

const endUnconfigured = async (
  { database, log, outbox, timings }: Runner,
  { leafUserId, provider }: ConnectionKey,
  owner: string,
): Promise<RunEnd> => {
  log.error({ provider }, 'the provider has open work but is not configured any more')
  return await database.transaction().execute(async (transaction) => {
    const { leaseLifetime } = timings
    const rows = await lockRows(transaction, { leafUserId, provider }, { owner, leaseLifetime, isFirst: true })
    if (rows === null) return { kind: 'busy' }
    for (const [attemptId, { sealed_at }] of rows.attempts) {
      const isGivenUp = sealed_at === null || rows.now >= sealed_at.getTime() + timings.attachGiveUp
      if (isGivenUp) await failAttempt(outbox, transaction, attemptId, 'provider_not_configured')
      else
        await transaction
          .updateTable('attempts')
          .set({ next_run_at: inFuture(UNCONFIGURED_WAIT) })
          .where('attempt_id', '=', attemptId)
          .execute()
    }
    await transaction
      .updateTable('connections')
      .set({
        lease_owner: null,
        lease_until: null,
        recheck_at: null,
        ...(rows.connection.disconnect_generation === null ? {} : { next_run_at: inFuture(UNCONFIGURED_WAIT) }),
      })
      .where('leaf_user_id', '=', leafUserId)
      .where('provider', '=', provider)
      .execute()
    return { kind: 'rested', until: null }
  })
}
