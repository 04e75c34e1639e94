import { UpstreamError, type Upstream, type UpstreamAnswer, type UpstreamRequest } from '@hitch/providers'
import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  handleType,
  isBrokenCircuitError,
  isBulkheadRejectedError,
  SamplingBreaker,
  wrap,
} from 'cockatiel'

export type BreakerState = 'closed' | 'half_open' | 'open'

export interface GuardedUpstream extends Upstream {
  /** How the breaker of each upstream stands that was asked so far. */
  breakers(): Iterable<readonly [upstream: string, state: BreakerState]>
}

/**
 * A breaker opens when at least half of what an upstream was asked in 10 s came to nothing, and that was no handful. It
 * lets one call through after 5 s; if that is answered, all.
 */
const BREAKER = { threshold: 0.5, duration: 10_000, minimumRps: 1 } as const
const TRIES_AGAIN_AFTER = 5_000

/** Calls to one upstream at once, and how many may wait for one of them to end. What hangs there takes no more from us. */
const AT_ONCE = 128
const WAITING = 1_024

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
}

/**
 * Keeps one sick upstream from taking the others down: a circuit breaker and a limit of calls at once for each. An
 * upstream is what its calls' names begin with: `leaf`, or a provider's id. Others, such as `webhook`, pass as they are.
 *
 * A call that is not let through fails as `unreachable`: nothing was sent, so nothing is in doubt. One that is asked
 * `onlyOnce` is always sent: a code cannot be had again, and the breaker may be wrong.
 *
 * @example
 * const upstream = guardUpstreams(createUpstream({ log }), ['leaf', 'JohnDeere'])
 * @throws UpstreamError
 */
export const guardUpstreams = (upstream: Upstream, names: readonly string[]): GuardedUpstream => {
  const guards = new Map(names.map((name) => [name, createGuard()]))
  return {
    async send(request) {
      const guard = guards.get(request.name.split(' ', 1)[0] ?? '')
      return guard === undefined ? await upstream.send(request) : await guard.send(upstream, request)
    },
    breakers: () => [...guards].map(([name, guard]) => [name, guard.state()] as const),
  }
}

const createGuard = () => {
  const breaker = circuitBreaker(
    handleType(UpstreamError).orWhenResult((answer) => (answer as UpstreamAnswer).status >= 500),
    { halfOpenAfter: TRIES_AGAIN_AFTER, breaker: new SamplingBreaker(BREAKER) },
  )
  const policy = wrap(bulkhead(AT_ONCE, WAITING), breaker)
  return {
    state: () => STATES[breaker.state],
    async send(upstream: Upstream, request: UpstreamRequest): Promise<UpstreamAnswer> {
      try {
        return await policy.execute(() => upstream.send(request))
      } catch (error) {
        if (!isBrokenCircuitError(error) && !isBulkheadRejectedError(error)) throw error
        if (request.onlyOnce === true) return await upstream.send(request)
        throw new UpstreamError('unreachable', `${request.name}: not asked, since the others came to nothing`, error)
      }
    },
  }
}
