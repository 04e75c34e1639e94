import type { Brand } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import type { Logger } from 'pino'
import type { SecretKey, Seam } from './context.ts'
import type { ConnectDatabase } from './database/connect-database.ts'
import type { HostedApp } from './hosted-app.ts'
import type { Limits } from './limits/amounts.ts'
import type { Meter } from './metrics/meter.ts'
import type { Timings } from './timings.ts'
import type { Tracer } from './tracing/tracer.ts'
import type { WebhookEndpoint } from './webhooks/endpoint.ts'

/** How the operator's own Leaf account is reached. With the pair the BFF signs in and renews by itself. */
export type LeafAccount = { apiUrl: string } & ({ token: string } | { username: string; password: string })

/** What `createConnectServer` is given: everything, already read and checked. apps/bff reads it from the environment. */
export interface ConnectServerOptions {
  /** The BFF's own origin as browsers reach it, without path or final slash. */
  publicUrl: string
  secretKeys: readonly SecretKey[]
  /** 32 bytes each, newest first. */
  encryptionKeys: readonly Uint8Array[]
  /** Origins for which sessions may be made. */
  allowedOrigins: readonly string[]
  brand: Brand
  leaf: LeafAccount
  providers: readonly ConfiguredProvider[]
  providerHosts?: readonly string[]
  /** Days for which a settled attempt can be asked for; then it is deleted, with its events. @default 90 */
  auditDays?: number
  /** By which Leaf signs its alerts: the one that they were registered with. Without it their route is unknown. */
  leafAlertsSecret?: string | undefined
  /** Where events for the host's backend are sent. Without it none is written down. */
  webhooks?: WebhookEndpoint | undefined
  database: ConnectDatabase
  log: Logger
  /** Where it is counted what happens; `createMetrics` of `@hitch/server/metrics` makes one. @default nobody counts */
  meter?: Meter | undefined
  /** Where it is told what took how long; `createTracing` of `@hitch/server/tracing` makes one. @default nobody traces */
  tracer?: Tracer | undefined
  fetch?: typeof globalThis.fetch
  /** A monotonic clock in milliseconds. @default performance.now */
  now?: () => number
  randomBytes?: (size: number) => Uint8Array
  /** The widget's script-tag build, served at `/hitch.js`. Without it that address is unknown. */
  widgetScript?: string | undefined
  /** The widget for the BFF's own page. Without it `/connect` is unknown, and connect links lead nowhere. */
  hosted?: HostedApp | undefined
  seam?: Seam
  timings?: Partial<Timings>
  /**
   * How much one caller may ask in a minute, over all instances; then 429 `rate_limited` until the minute is over.
   * @default { sessionRequests: 600, sessionAttempts: 60, leafUserReads: 300, secretKeyRequests: 60_000, addressRequests: 6_000, addressStarts: 600 }
   */
  limits?: Partial<Limits>
}
