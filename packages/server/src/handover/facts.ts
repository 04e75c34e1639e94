import type { ErrorCode } from '@hitch/protocol'
import type { CredentialStatus } from '../leaf/status-word.ts'
import type { Sight } from './ours.ts'

/** Moments are milliseconds since 1970 by the database's clock. */
export type Moment = number

/** What the rows say of an attempt whose token is sealed, or of a reopened organizations step. */
export interface AttemptFacts {
  readonly attemptId: string
  /** `null`: a reopened organizations step; nothing is exchanged or attached. */
  readonly generation: number | null
  /** When the token was sealed, or the step reopened. */
  readonly begunAt: Moment
  /** Whether what stood at Leaf before the first POST is stored. */
  readonly hasBaseline: boolean
  readonly posts: number
  /** Whether an old credential was taken down and is kept to be put back. */
  readonly hasPrevious: boolean
  readonly refusedCode: ErrorCode | null
  readonly attachedAt: Moment | null
  /** Unlucky tries while attaching, looks while verifying. */
  readonly tries: number
  /** Not before this moment. */
  readonly notBefore: Moment | null
  readonly organizations: OrganizationsFacts | null
  /** The last word of Leaf since the attach, if it was `connected`; then only the organizations are waited for. */
  readonly verified: boolean
}

/** John Deere's second leg. */
export interface OrganizationsFacts {
  readonly until: Moment
  readonly returnedAt: Moment | null
  readonly synced: boolean
}

/** What one run has seen of an attempt so far. It dies with the run; nothing that must last is kept in it. */
export interface RunMemory {
  readonly seen: Sight | 'unknown'
  /** What a look after the attach said; `gone`: nothing is attached any more. */
  readonly status: CredentialStatus | 'gone' | 'unknown'
  readonly organizations: 'listed' | 'none' | 'failed' | 'unknown'
  /** The last POST met a credential in its place. */
  readonly conflict: boolean
  /** A POST went out in this run, and nothing was taken down since. */
  readonly posted: boolean
  /** The old credential was taken down in this run. */
  readonly deleted: boolean
  /** The old credential was put back, or something else stands in its place, or Leaf refuses it. */
  readonly restored: boolean
  readonly failure: Failure | null
}

/** `unavailable`: another try may help. `final`: none will. `retryAfter`: seconds. */
export type Failure =
  | { readonly kind: 'unavailable'; readonly retryAfter?: number | undefined }
  | { readonly kind: 'final'; readonly code: ErrorCode }

export const FRESH_MEMORY: RunMemory = {
  seen: 'unknown',
  status: 'unknown',
  organizations: 'unknown',
  conflict: false,
  posted: false,
  deleted: false,
  restored: false,
  failure: null,
}

export interface Clock {
  readonly now: Moment
  /** 0 to 1. */
  readonly jitter: number
}

/** How the organizations stood at the outcome. */
export type OrganizationsOutcome = 'listed' | 'awaited' | 'missing'

export type AttemptOutcome = (
  | { readonly status: 'connected' }
  | { readonly status: 'failed'; readonly code: ErrorCode }
) & { readonly organizations?: OrganizationsOutcome }

/** What to do next for one attempt. */
export type AttemptStep =
  /** GET the credential. */
  | { readonly kind: 'look' }
  | { readonly kind: 'post' }
  /** Seal the credential that stands there, then DELETE it, to make room for ours. */
  | { readonly kind: 'replace' }
  /** DELETE ours, so that the old one can be put back. */
  | { readonly kind: 'detach' }
  /** POST the old one. */
  | { readonly kind: 'put_back' }
  | { readonly kind: 'sync_organizations' }
  | { readonly kind: 'look_organizations' }
  /** From here on no call, only the row: put the old credential back, then fail with this code. */
  | { readonly kind: 'refuse'; readonly code: ErrorCode }
  /** What was attached is gone: begin again. */
  | { readonly kind: 'attach_again' }
  | { readonly kind: 'settle'; readonly outcome: AttemptOutcome }
  /** `unlucky`: counts as a try that went wrong. */
  | { readonly kind: 'rest'; readonly until: Moment; readonly unlucky: boolean }
