import type { Logger } from 'pino'
import { failAttempt, settleAttempt, type Outcome } from '../attempts/settle.ts'
import type { Timings } from '../timings.ts'
import type { Outbox } from '../webhooks/outbox.ts'
import type { ConnectionStep } from './connection-step.ts'
import type { AttemptOutcome, AttemptStep } from './facts.ts'
import { sealPrevious, unsealPrevious, type Deed } from './perform.ts'
import type { AttemptRow } from './read-facts.ts'
import { isRotation } from './rotation.ts'
import type { Sealer } from './seal.ts'
import { event, flushEvents, inTurn, remember, takeChange, updateAttempt, updateConnection, type Turn } from './turn.ts'

export interface StepTaker {
  readonly log: Pick<Logger, 'info'>
  readonly outbox: Outbox
  readonly sealer: Sealer
  readonly timings: Timings
}

/**
 * Takes a step as far as the rows go. A step that calls Leaf is written down before, so that a process that dies in the
 * call leaves the truth behind; the deed that comes back is then done without a transaction. `null`: done already.
 */
export const takeStep = async (
  taker: StepTaker,
  turn: Turn,
  step: Exclude<ConnectionStep, { kind: 'rest' }>,
): Promise<Deed | null> => {
  switch (step.kind) {
    case 'overtaken':
      await endOvertaken(taker, turn, step)
      return null
    case 'drop_disconnect':
      updateConnection(turn, { disconnect_generation: null, next_run_at: null, tries: 0 })
      return null
    case 'disconnect':
      return { kind: 'disconnect', generation: turn.rows.connection.generation }
    case 'recheck':
      turn.run.alertSeen = turn.rows.connection.alerted_at
      return { kind: 'recheck', organizations: turn.run.provider.organizations !== undefined }
    case 'attempt': {
      const attempt = turn.rows.attempts.get(step.attemptId)
      return attempt === undefined ? null : await takeAttemptStep(taker, turn, attempt, step.step)
    }
  }
}

const takeAttemptStep = async (
  taker: StepTaker,
  turn: Turn,
  attempt: AttemptRow,
  step: Exclude<AttemptStep, { kind: 'rest' }>,
): Promise<Deed | null> => {
  const { run } = turn
  const id = attempt.attempt_id
  switch (step.kind) {
    case 'look':
      return { kind: 'look', attempt }
    case 'post':
      run.unsureBefore.set(id, attempt.post_unsure)
      event(turn, id, 'attach_posted', { post: attempt.posts + 1 })
      return { kind: 'post', attempt: updateAttempt(turn, attempt, { posts: attempt.posts + 1, post_unsure: true }) }
    case 'replace': {
      const stranger = run.strangers.get(id)
      if (stranger === undefined) {
        remember(run, id, { seen: 'unknown' })
        return null
      }
      const sealed = await sealPrevious(taker.sealer, attempt, stranger.fields)
      event(turn, id, 'old_credential_sealed')
      return { kind: 'delete', attempt: updateAttempt(turn, attempt, { sealed_previous: sealed }) }
    }
    case 'detach':
      return { kind: 'delete', attempt }
    case 'put_back':
      return { kind: 'put_back', attempt }
    case 'sync_organizations':
      return { kind: 'sync', attempt }
    case 'look_organizations':
      return { kind: 'organizations', attempt }
    case 'refuse':
      updateAttempt(turn, attempt, { refused_code: step.code, tries: 0 })
      remember(run, id, { seen: 'unknown', failure: null })
      return null
    case 'attach_again':
      updateAttempt(turn, attempt, { attached_at: null, tries: 0 })
      run.memories.delete(id)
      return null
    case 'settle':
      await settle(taker, turn, attempt, step.outcome)
      return null
  }
}

const settle = async (
  taker: StepTaker,
  turn: Turn,
  attempt: AttemptRow,
  { organizations, ...outcome }: AttemptOutcome,
): Promise<void> => {
  await end(taker, turn, attempt.attempt_id, outcome)
  if (organizations !== undefined)
    updateConnection(turn, {
      organizations_missing: organizations === 'missing',
      organizations_awaited: organizations === 'awaited',
    })
  if (outcome.status === 'failed') {
    // What stands there now nobody has looked at: the old credential went away and came back, as far as it did, or the
    // organizations were not looked at to the end.
    if (attempt.sealed_previous !== null || (attempt.organizations_until !== null && organizations === undefined))
      updateConnection(turn, { known_at: null, organizations_awaited: false })
    return
  }
  // The operator's doing is no news for the host's backend.
  if (!isRotation(attempt)) turn.connectedBy = attempt.attempt_id
  const { timings } = taker
  const { known, alerted_at: alertedAt } = turn.rows.connection
  const isChecking = attempt.generation !== null && known?.status !== 'connected'
  // Attached it is, even if every look since has failed.
  if (isChecking && known === null)
    updateConnection(turn, {
      known: { credentialId: null, status: 'checking', createdTime: null },
      known_at: inTurn(turn),
    })
  const waits = organizations === 'awaited' ? timings.organizationsRechecks : isChecking ? timings.rechecks : []
  // Whether Leaf's alert was about this credential or the one before, only a look can tell.
  const wait = alertedAt === null ? waits[0] : 0
  updateConnection(turn, { recheck_at: wait === undefined ? null : inTurn(turn, wait), rechecks: 0 })
}

const endOvertaken = async (
  taker: StepTaker,
  turn: Turn,
  { attemptId, by }: Extract<ConnectionStep, { kind: 'overtaken' }>,
): Promise<void> => {
  const attempt = turn.rows.attempts.get(attemptId)
  if (attempt === undefined) return
  if (attempt.sealed_previous !== null && by === 'attempt') await handOnPrevious(taker.sealer, turn, attempt)
  // Nobody waits for that POST any more, but Leaf may still be at it.
  const isPostLost = attempt.post_unsure && attempt.posts > attempt.posts_accepted && attempt.attached_at === null
  if (isPostLost) updateConnection(turn, { late_post_until: inTurn(turn, taker.timings.attachTimeout) })
  await end(
    taker,
    turn,
    attemptId,
    by === 'disconnect' ? { status: 'cancelled' } : { status: 'cancelled', code: 'attempt_superseded' },
  )
}

/** The old credential that an overtaken attempt took down is now the newer attempt's to put back. Rule 7. */
const handOnPrevious = async (sealer: Sealer, turn: Turn, from: AttemptRow): Promise<void> => {
  const { rows } = turn
  const heir = [...rows.attempts.values()].find(({ generation }) => generation === rows.connection.generation)
  if (heir === undefined || heir.sealed_previous !== null) return
  const sealed = await sealPrevious(sealer, heir, await unsealPrevious(sealer, from))
  updateAttempt(turn, heir, { sealed_previous: sealed })
}

const end = async (
  { log, outbox }: Pick<StepTaker, 'log' | 'outbox'>,
  turn: Turn,
  attemptId: string,
  outcome: Outcome,
): Promise<void> => {
  await flushEvents(turn)
  const { baseline: _, ...change } = takeChange(turn, attemptId)
  if (outcome.status === 'failed') await failAttempt(outbox, turn.transaction, attemptId, outcome.code, { change })
  else await settleAttempt(turn.transaction, attemptId, outcome, { change })
  const { provider } = turn.run
  const code = 'code' in outcome ? { code: outcome.code } : {}
  log.info(
    { attemptId, provider: provider.id, step: 'outcome', outcome: outcome.status, ...code },
    'the attempt has its outcome',
  )
  turn.rows.attempts.delete(attemptId)
}
