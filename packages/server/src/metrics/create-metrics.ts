import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@prometheus-io/client'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { BreakerState, GuardedUpstream } from '../guard-upstreams.ts'
import type { Meter, SettledAttempt } from './meter.ts'
import { readQueueDepth } from './queue-depth.ts'

export interface Metrics {
  /** For `createConnectServer`. */
  readonly meter: Meter
  /** Gauges that are read at each scrape: 0 closed, 1 half open, 2 open, by upstream. */
  watchBreakers(read: GuardedUpstream['breakers']): void
  readonly contentType: string
  /** What a scrape is answered. */
  text(): Promise<string>
}

const STATES: readonly BreakerState[] = ['closed', 'half_open', 'open']

/** Seconds. A grower signs in for minutes; Leaf attaches within a second, or for hours when it is down. */
const STEP_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 86_400]
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Prometheus metrics of one server, in a registry of their own: two servers in one process never meet.
 *
 * @example const metrics = createMetrics({ database: database.kysely }); createConnectServer({ …, meter: metrics.meter })
 */
export const createMetrics = ({ database }: { database: Kysely<Tables> }): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const attempts = new Counter({
    name: 'hitch_attempts_total',
    help: 'Attempts that have their outcome, by provider, outcome and error code',
    labelNames: ['provider', 'outcome', 'code'] as const,
    registers,
  })
  const steps = new Histogram({
    name: 'hitch_attempt_step_seconds',
    help: 'How long each step of an attempt took: sign_in (the grower, at the provider), exchange, attach, verify',
    labelNames: ['provider', 'step'] as const,
    buckets: STEP_BUCKETS,
    registers,
  })
  const calls = new Histogram({
    name: 'hitch_upstream_seconds',
    help: 'Calls to Leaf, helpers and providers, by call and result: a status class, or why there was no answer',
    labelNames: ['call', 'result'] as const,
    buckets: CALL_BUCKETS,
    registers,
  })
  const requests = new Histogram({
    name: 'hitch_request_seconds',
    help: 'Requests that were answered, by method, route and status class; the wait for upstreams included',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: REQUEST_BUCKETS,
    registers,
  })
  const words = new Counter({
    name: 'hitch_unknown_status_words_total',
    help: 'Times that Leaf gave a credential a status word that is not known; the log tells each word once',
    registers,
  })
  watchQueue(registry, database)

  return {
    meter: {
      attemptSettled(attempt) {
        const { provider, status, code } = attempt
        attempts.inc({ provider, outcome: status, code: code ?? 'none' })
        for (const [step, from, to] of stepsOf(attempt))
          if (from !== null && to !== null) steps.observe({ provider, step }, secondsBetween(from, to))
      },
      upstreamCalled: ({ call, outcome, milliseconds }) =>
        calls.observe({ call, result: resultOf(outcome) }, milliseconds / 1_000),
      requestAnswered: ({ method, route, status, milliseconds }) =>
        requests.observe({ method, route, status: resultOf(status) }, milliseconds / 1_000),
      statusWordUnknown: () => words.inc(),
    },
    watchBreakers(read) {
      const gauge = new Gauge({
        name: 'hitch_breaker_state',
        help: 'Whether calls to an upstream are let through: 0 closed (they are), 1 half open (one is), 2 open',
        labelNames: ['upstream'] as const,
        registers,
        collect() {
          for (const [upstream, state] of read()) gauge.set({ upstream }, STATES.indexOf(state))
        },
      })
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

/** The same on every instance: of several take the highest, not the sum. */
const watchQueue = (registry: Registry, database: Kysely<Tables>): void => {
  const gauge = new Gauge({
    name: 'hitch_queue_depth',
    help: 'Work in the database, of all instances: attaching, verifying, disconnecting; overdue is late by 30 s or more',
    labelNames: ['kind'] as const,
    registers: [registry],
    async collect() {
      for (const [kind, depth] of Object.entries(await readQueueDepth(database))) gauge.set({ kind }, depth)
    },
  })
}

const stepsOf = ({ startedAt, codeConsumedAt, sealedAt, attachedAt, settledAt }: SettledAttempt) =>
  [
    ['sign_in', startedAt, codeConsumedAt],
    ['exchange', codeConsumedAt, sealedAt],
    ['attach', sealedAt, attachedAt],
    ['verify', attachedAt, settledAt],
  ] as const

const secondsBetween = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime()) / 1_000

const resultOf = (outcome: number | string): string =>
  typeof outcome === 'number' ? `${Math.floor(outcome / 100)}xx` : outcome
