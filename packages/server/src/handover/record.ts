import type { CredentialMark } from '../database/tables.ts'
import { LeafError } from '../leaf/leaf.ts'
import type { readStatusWord } from '../leaf/status-word.ts'
import { FRESH_MEMORY, type Failure } from './facts.ts'
import type { Evidence, Recognizer } from './ours.ts'
import type { Result, Tokens } from './perform.ts'
import { statusOf, type AttemptRow } from './read-facts.ts'
import { isRotation, settingsOf } from './rotation.ts'
import { UnsealError } from './seal.ts'
import { event, inTurn, remember, toKnown, updateAttempt, updateConnection, type Run, type Turn } from './turn.ts'

export interface Recorder {
  readonly recognizer: Recognizer
  readonly readStatus: typeof readStatusWord
}

/** Writes down what came of a deed of an attempt's. An attempt that is gone meanwhile learns nothing. */
export const recordResult = (recorder: Recorder, turn: Turn, result: AttemptResult): void => {
  const attempt = turn.rows.attempts.get(attemptIdOf(result))
  if (attempt === undefined) return
  const { run } = turn
  switch (result.kind) {
    case 'looked':
      return recordLook(recorder, turn, attempt, result)
    case 'posted':
      return recordPost(recorder, turn, attempt, result)
    case 'deleted':
      event(turn, attempt.attempt_id, 'old_credential_deleted')
      run.strangers.delete(attempt.attempt_id)
      // What we took down is no baseline any more: whatever our next POST leaves there is ours, and not to be taken down.
      if (attempt.refused_code === null) updateAttempt(turn, attempt, { baseline: NOTHING, post_unsure: false })
      return remember(run, attempt.attempt_id, { seen: 'nothing', conflict: false, posted: false, deleted: true })
    case 'put_back':
      event(turn, attempt.attempt_id, 'old_credential_put_back', { answer: result.answer })
      return remember(run, attempt.attempt_id, { restored: true })
    case 'synced':
      updateAttempt(turn, attempt, { organizations_synced_at: inTurn(turn) })
      return
    case 'organizations':
      // None, while the grower is still choosing, is for now his choice; once he came back it is Deere's slowness.
      updateConnection(turn, {
        organizations_missing: !result.listed && attempt.organizations_returned_at === null,
        organizations_awaited: !result.listed && attempt.organizations_returned_at !== null,
      })
      return remember(run, attempt.attempt_id, { organizations: result.listed ? 'listed' : 'none' })
    case 'failed':
      return recordFailure(turn, attempt, result)
  }
}

export type AttemptResult =
  | Extract<Result, { attemptId: string }>
  | (Extract<Result, { kind: 'failed' }> & { readonly deed: { readonly attempt: AttemptRow } })

const attemptIdOf = (result: AttemptResult): string =>
  result.kind === 'failed' ? result.deed.attempt.attempt_id : result.attemptId

const recordLook = (
  recorder: Recorder,
  turn: Turn,
  attempt: AttemptRow,
  { credential, tokens }: Extract<Result, { kind: 'looked' }>,
): void => {
  const { run } = turn
  const id = attempt.attempt_id
  const row =
    attempt.baseline === null
      ? updateAttempt(turn, attempt, { baseline: recorder.recognizer.mark(credential) })
      : attempt
  const sight = recorder.recognizer.recognize(credential, evidenceOf(run, row, tokens))
  const isOurs = sight === 'ours' && credential !== null
  if (row.refused_code !== null || (row.attached_at === null && !isOurs)) {
    if (credential !== null) run.strangers.set(id, credential)
    return remember(run, id, { seen: sight })
  }
  // Ours came to light by a look: that is the first look of the verification, too.
  const attached = row.attached_at === null ? recordAttached(turn, row) : row
  const status = credential === null ? null : recorder.readStatus(credential.statusWord)
  updateConnection(turn, {
    known: credential === null || status === null ? null : toKnown(credential, status),
    known_at: inTurn(turn),
  })
  updateAttempt(turn, attached, { tries: attached.tries + 1 })
  remember(run, id, { status: isOurs && status !== null ? status : 'gone' })
}

const recordPost = (
  recorder: Recorder,
  turn: Turn,
  attempt: AttemptRow,
  { answer, tokens }: Extract<Result, { kind: 'posted' }>,
): void => {
  const { run } = turn
  const id = attempt.attempt_id
  event(turn, id, 'attach_answered', { answer: answer.kind })
  if (answer.kind !== 'accepted') recordNotTaken(turn, attempt)
  switch (answer.kind) {
    case 'accepted': {
      const row = updateAttempt(turn, attempt, { posts_accepted: attempt.posts_accepted + 1 })
      const sight = recorder.recognizer.recognize(answer.credential, evidenceOf(run, row, tokens))
      if (sight === 'ours') return void recordAttached(turn, row)
      return remember(run, id, { posted: true, seen: 'unknown' })
    }
    case 'conflict':
      return remember(run, id, { posted: true, conflict: true, seen: 'unknown' })
    case 'user_not_found':
      return remember(run, id, { failure: { kind: 'final', code: 'leaf_user_not_found' } })
    case 'refused':
      return remember(run, id, { failure: { kind: 'final', code: 'credential_rejected' } })
  }
}

/** Leaf surely did nothing: what may have taken effect is what may have before. */
const recordNotTaken = (turn: Turn, attempt: AttemptRow): void => {
  updateAttempt(turn, attempt, { post_unsure: turn.run.unsureBefore.get(attempt.attempt_id) ?? true })
}

const recordAttached = (turn: Turn, attempt: AttemptRow): AttemptRow => {
  const row = { ...attempt, attached_at: inTurn(turn), tries: 0 }
  // OAuth alone is never shown as connected: until the organizations are looked at, it is `checking`.
  if (row.organizations_until !== null)
    updateConnection(turn, { organizations_missing: false, organizations_awaited: true })
  event(turn, row.attempt_id, 'attached')
  turn.run.memories.set(row.attempt_id, FRESH_MEMORY)
  return updateAttempt(turn, attempt, {
    attached_at: row.attached_at,
    tries: 0,
    status: statusOf(row, turn.rows.now),
  })
}

const recordFailure = (
  turn: Turn,
  attempt: AttemptRow,
  { deed, error }: Extract<AttemptResult, { kind: 'failed' }>,
): void => {
  const id = attempt.attempt_id
  const failure = toFailure(error)
  event(turn, id, 'leaf_failed', { deed: deed.kind, kind: failure.kind })
  if (deed.kind === 'post' && !mayHaveTaken(error)) recordNotTaken(turn, attempt)
  if (deed.kind === 'look' && attempt.attached_at !== null && attempt.refused_code === null)
    updateAttempt(turn, attempt, { tries: attempt.tries + 1 })
  remember(turn.run, id, { failure, ...(deed.kind === 'organizations' ? { organizations: 'failed' as const } : {}) })
}

/** What no answer, or a hopeless one, means. 401 waits: an operator's token can be mended. Rule 7. */
export const toFailure = (error: unknown): Failure => {
  if (!(error instanceof LeafError)) return { kind: 'unavailable' }
  switch (error.kind) {
    case 'unauthorized':
    case 'unavailable':
      return { kind: 'unavailable', retryAfter: error.retryAfter }
    case 'user_not_found':
      return { kind: 'final', code: 'leaf_user_not_found' }
    case 'refused':
      return { kind: 'final', code: 'credential_rejected' }
  }
}

/** Whether a POST that brought no answer may have taken effect all the same. */
export const mayHaveTaken = (error: unknown): boolean =>
  error instanceof LeafError ? error.sent : !(error instanceof UnsealError)

const NOTHING: CredentialMark = { present: false, id: null, createdTime: null, tokenHash: null }

const evidenceOf = ({ provider }: Run, attempt: AttemptRow, tokens: Tokens): Evidence => ({
  ...tokens,
  settings: isRotation(attempt) ? settingsOf(provider) : null,
  baseline: attempt.baseline ?? NOTHING,
  postUnsure: attempt.post_unsure,
  postsAccepted: attempt.posts_accepted,
})
