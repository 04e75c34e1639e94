import type { Brand, ProviderId } from '@hitch/protocol'
import type { ConfiguredProvider, Upstream } from '@hitch/providers'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Tables } from './database/tables.ts'
import type { GuardedUpstream } from './guard-upstreams.ts'
import type { Leaf } from './leaf/leaf.ts'
import type { Limits } from './limits/amounts.ts'
import type { Meter } from './metrics/meter.ts'
import type { Timings } from './timings.ts'
import type { Tracer } from './tracing/tracer.ts'
import type { UpstreamClock } from './upstream-clock.ts'
import type { Outbox } from './webhooks/outbox.ts'

/** What a host backend presents. With `origins` it makes sessions for those alone. */
export interface SecretKey {
  readonly name: string
  readonly key: string
  readonly origins?: readonly string[]
}

/** A place at which a test may stop, delay or kill: at every await between callback and verified attach. */
export type Seam = (name: string) => void | Promise<void>

/** What every part of the server is given; no part reads globals. */
export interface ServerContext {
  readonly publicUrl: string
  readonly secretKeys: readonly SecretKey[]
  readonly allowedOrigins: readonly string[]
  readonly brand: Brand
  readonly providers: ReadonlyMap<ProviderId, ConfiguredProvider>
  /** Further host names (without port) that authorization URLs may have: sandboxes. */
  readonly providerHosts: readonly string[]
  /** 32 bytes each, newest first. */
  readonly encryptionKeys: readonly Uint8Array[]
  /** Settled attempts are kept for so many days. */
  readonly auditDays: number
  readonly database: Kysely<Tables>
  /** Without it Leaf's alerts are not listened to. */
  readonly leafAlertsSecret: string | undefined
  /** Events for the host's backend. */
  readonly outbox: Outbox
  readonly meter: Meter
  readonly tracer: Tracer
  readonly upstream: Upstream
  readonly breakers: GuardedUpstream['breakers']
  readonly upstreamClock: UpstreamClock
  readonly leaf: Leaf
  readonly log: Logger
  readonly seam: Seam
  readonly timings: Timings
  readonly limits: Limits
  /** A monotonic clock in milliseconds, for caches. What expires on the wire is decided by the database's clock. */
  readonly now: () => number
  /** Cryptographically strong. */
  readonly randomBytes: (size: number) => Uint8Array
  /** Names this process in leases. */
  readonly instanceId: string
}
