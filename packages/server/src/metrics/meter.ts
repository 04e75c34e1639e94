import type { AttemptStatus, ErrorCode, ProviderId } from '@hitch/protocol'

/** An attempt at its outcome, with the moments that it passed. */
export interface SettledAttempt {
  readonly provider: ProviderId
  readonly status: AttemptStatus
  readonly code: ErrorCode | null
  readonly startedAt: Date | null
  readonly codeConsumedAt: Date | null
  readonly sealedAt: Date | null
  readonly attachedAt: Date | null
  readonly settledAt: Date | null
}

/**
 * Where the server tells what can be counted. Every label is one of few: names of routes, calls, providers, codes; never
 * an id, an address or a text from outside, of which there is no end.
 */
export interface Meter {
  attemptSettled(attempt: SettledAttempt): void
  /** `call`: as in the log, such as `CNHIFieldOps get_token`. `outcome`: a status, or why there is none. */
  upstreamCalled(call: {
    readonly call: string
    readonly outcome: number | string
    readonly milliseconds: number
  }): void
  /** `route`: the pattern. `method`: of those that there are, or `other`. */
  requestAnswered(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly milliseconds: number
  }): void
  /** Leaf gave a credential a status word that nobody knows. */
  statusWordUnknown(): void
}

/** Nobody counts. */
export const NO_METER: Meter = {
  attemptSettled: () => undefined,
  upstreamCalled: () => undefined,
  requestAnswered: () => undefined,
  statusWordUnknown: () => undefined,
}
