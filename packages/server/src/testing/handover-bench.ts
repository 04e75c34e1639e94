import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProviderId } from '@hitch/protocol'
import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import type { ServerContext } from '../context.ts'
import { randomId } from '../crypto/random.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { Jobs } from '../database/jobs.ts'
import { createHandover } from '../handover/create-handover.ts'
import type { Handover } from '../handover/handover.ts'
import type { AttemptRow } from '../handover/read-facts.ts'
import { completeLimits } from '../limits/amounts.ts'
import { NO_METER, type Meter } from '../metrics/meter.ts'
import { NO_TRACER, type Tracer } from '../tracing/tracer.ts'
import { createUpstreamClock } from '../upstream-clock.ts'
import { DEFAULT_TIMINGS, type Timings } from '../timings.ts'
import { NO_OUTBOX, type Outbox } from '../webhooks/outbox.ts'
import { insertConsumed } from './consumed-attempt.ts'
import { fakeProvider } from './fake-provider.ts'
import { imitateLeaf, routeLeaf, type ImitatedLeaf } from './imitated-leaf.ts'
import { QUICK } from './quick-timings.ts'
import type { TestDatabase } from './test-database.ts'

export interface Bench {
  readonly context: ServerContext
  readonly handover: Handover
  readonly leaf: ImitatedLeaf
  readonly leafUserId: string
  /** Codes that were sent to the provider. */
  readonly codes: string[]
  /** Every line that was logged. */
  readonly logged: string[]
  /** An attempt whose code was just consumed, as the callback leaves it. */
  consumed(change?: Partial<AttemptRow>): Promise<{ attemptId: string; leaseOwner: string }>
  /** Consumes a code and exchanges it; the refresh token is `token of {code}`. */
  handOver(code: string, provider?: ProviderId): Promise<string>
  attempt(attemptId: string): Promise<AttemptRow>
  /** The row once it has its outcome. */
  outcome(attemptId: string): Promise<AttemptRow>
  connection(provider?: ProviderId): Promise<Awaited<ReturnType<Handover['connections']>>[number] | undefined>
  /** Another server beside this one, on the same rows and the same Leaf. */
  beside(overrides?: Overrides): Bench
}

export interface Overrides {
  readonly timings?: Partial<Timings>
  readonly seam?: ServerContext['seam']
  readonly jobs?: Partial<Jobs>
  readonly exchangeCode?: (code: string) => Promise<string>
  readonly encryptionKeys?: readonly Uint8Array[]
  readonly leaf?: ImitatedLeaf
  readonly leafUserId?: string
  /** @default the one that the file shares */
  readonly database?: ConnectDatabase
  /** A provider that is not configured. */
  readonly without?: ProviderId
  /** @default none: events are told to nobody */
  readonly outbox?: Outbox
  /** Not started: nothing is done in the background. */
  readonly idle?: boolean
  readonly meter?: Meter
  readonly tracer?: Tracer
  /** What every provider's credential holds beside the token. @default nothing */
  readonly settings?: Readonly<Record<string, string>>
  /** @default true: what it is not woken for, it finds by itself */
  readonly sweeps?: boolean
}

const PROVIDERS = ['JohnDeere', 'CNHIFieldOps', 'CNHI', 'ClimateFieldView'] as const
const KEY = randomBytes(32)
/** Milliseconds, and the most that a timer can wait. */
const NEVER = 2 ** 31 - 1

/** A hand-over on a given database, with a Leaf user and an imitated Leaf of its own. It ends with the test. */
export const createBench = (home: TestDatabase, overrides: Overrides = {}): Bench => {
  const database = overrides.database ?? home.it
  const leaf = overrides.leaf ?? imitateLeaf()
  const leafUserId = overrides.leafUserId ?? randomId(randomBytes, 'leaf')
  home.leaves.set(leafUserId, leaf)
  const codes: string[] = []
  const logged: string[] = []
  const exchangeCode = overrides.exchangeCode ?? ((code) => Promise.resolve(`token of ${code}`))
  const context: ServerContext = {
    publicUrl: 'https://connect.example.com',
    secretKeys: [],
    allowedOrigins: [],
    brand: { name: 'Northfield Grain' },
    providers: new Map(
      PROVIDERS.filter((id) => id !== overrides.without).map((id) => [
        id,
        fakeProvider(id, {
          exchangeCode: (_, code) => {
            codes.push(code)
            return exchangeCode(code)
          },
          credential: {
            path: 'fake-credentials',
            body: (refreshToken) => ({ ...overrides.settings, refreshToken }),
          },
        }),
      ]),
    ),
    providerHosts: [],
    encryptionKeys: overrides.encryptionKeys ?? [KEY],
    auditDays: 90,
    limits: completeLimits(),
    database: database.kysely,
    leafAlertsSecret: undefined,
    outbox: overrides.outbox ?? NO_OUTBOX,
    meter: overrides.meter ?? NO_METER,
    tracer: overrides.tracer ?? NO_TRACER,
    upstream: { send: () => Promise.reject(new Error('an upstream was called')) },
    breakers: () => [],
    upstreamClock: createUpstreamClock(() => performance.now()),
    leaf: routeLeaf(home.leaves),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    seam: overrides.seam ?? (() => undefined),
    timings: {
      ...DEFAULT_TIMINGS,
      ...QUICK,
      ...(overrides.sweeps === false ? { sweepInterval: NEVER } : {}),
      ...overrides.timings,
    },
    now: () => performance.now(),
    randomBytes: (size) => randomBytes(size),
    instanceId: randomId(randomBytes, 'bff'),
  }
  const handover = createHandover(context, { ...database.jobs, ...overrides.jobs })
  const started = overrides.idle === true ? Promise.resolve() : handover.start()
  onTestFinished(async () => {
    await started
    await handover.stop()
  })

  const bench: Bench = {
    context,
    handover,
    leaf,
    leafUserId,
    codes,
    logged,
    async consumed(change = {}) {
      await started
      const attemptId = randomId(randomBytes, 'att')
      const leaseOwner = context.instanceId
      await insertConsumed(database.kysely, {
        attemptId,
        leafUserId,
        leaseOwner,
        leaseLifetime: context.timings.leaseLifetime,
        change,
      })
      return { attemptId, leaseOwner }
    },
    async handOver(code, provider = 'CNHIFieldOps') {
      const { attemptId, leaseOwner } = await bench.consumed({ provider })
      await handover.exchange(attemptId, code, leaseOwner)
      return attemptId
    },
    attempt: (attemptId) =>
      database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow(),
    async outcome(attemptId) {
      let row = await bench.attempt(attemptId)
      for (const begun = performance.now(); row.settled_at === null;) {
        if (performance.now() - begun > 15_000) throw new Error(`stuck: ${row.status}\n${logged.slice(-20).join('')}`)
        await wait(10)
        row = await bench.attempt(attemptId)
      }
      // Every terminal state deletes the sealed copies (rule 9), and every row that is over is due no more.
      expect(row).toMatchObject({ sealed_token: null, sealed_previous: null, lease_owner: null, next_run_at: null })
      return row
    },
    async connection(provider = 'CNHIFieldOps') {
      return (await handover.connections(leafUserId, [provider]))[0]
    },
    beside: (more = {}) => createBench(home, { ...overrides, ...more, leaf, leafUserId }),
  }
  return bench
}

export const eventually = async (check: () => Promise<void> | void, patience = 10_000): Promise<void> => {
  const begun = performance.now()
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (performance.now() - begun > patience) throw error
      await wait(10)
    }
  }
}
