import { randomBytes as cryptoRandomBytes } from 'node:crypto'
import { createUpstream } from '@hitch/providers'
import type { ServerContext } from './context.ts'
import { ERROR_SERIALIZERS } from './create-log.ts'
import { randomId } from './crypto/random.ts'
import { guardUpstreams } from './guard-upstreams.ts'
import { allowedOriginFault, publicUrlFault } from './http/origins.ts'
import { createLeaf } from './leaf/create-leaf.ts'
import { completeLimits } from './limits/amounts.ts'
import { countSettled } from './metrics/count-settled.ts'
import { NO_METER } from './metrics/meter.ts'
import type { ConnectServerOptions } from './options.ts'
import { DEFAULT_TIMINGS } from './timings.ts'
import { NO_TRACER } from './tracing/tracer.ts'
import { createUpstreamClock } from './upstream-clock.ts'
import { isWebhookSecret, isWebhookUrl, WEBHOOK_SECRET_FAULT, WEBHOOK_URL_FAULT } from './webhooks/endpoint.ts'
import { createOutbox, NO_OUTBOX } from './webhooks/outbox.ts'

const DEFAULT_AUDIT_DAYS = 90

/** Options, with what they leave open filled in. A setting that would weaken the rest stops here. @throws TypeError */
export const createContext = (options: ConnectServerOptions): ServerContext => {
  refuseUnsafe(options)
  const { randomBytes = (size) => cryptoRandomBytes(size), now = () => performance.now() } = options
  // Whoever made the log: errors go into it by our allowlist.
  const log = options.log.child({}, { serializers: ERROR_SERIALIZERS })
  const timings = { ...DEFAULT_TIMINGS, ...options.timings }
  const upstreamClock = createUpstreamClock(now)
  const meter = options.meter ?? NO_METER
  const tracer = options.tracer ?? NO_TRACER
  const onCall = (call: string) => {
    const ended = upstreamClock.begin()
    const span = tracer.begin({ name: call, kind: 'client' })
    return (outcome: number | string, milliseconds: number): void => {
      ended()
      span.tell(typeof outcome === 'number' ? { 'http.response.status_code': outcome } : {})
      if (typeof outcome !== 'number' || outcome >= 400) span.fail(String(outcome))
      span.end()
      meter.upstreamCalled({ call, outcome, milliseconds })
    }
  }
  const upstream = guardUpstreams(createUpstream({ log, now, fetch: options.fetch, onCall }), [
    'leaf',
    ...options.providers.map(({ id }) => id),
  ])
  return {
    publicUrl: options.publicUrl,
    secretKeys: options.secretKeys,
    allowedOrigins: options.allowedOrigins,
    brand: options.brand,
    providers: new Map(options.providers.map((provider) => [provider.id, provider])),
    providerHosts: options.providerHosts ?? [],
    encryptionKeys: options.encryptionKeys,
    auditDays: options.auditDays ?? DEFAULT_AUDIT_DAYS,
    leafAlertsSecret: options.leafAlertsSecret,
    database:
      options.meter === undefined ? options.database.kysely : options.database.kysely.withPlugin(countSettled(meter)),
    meter,
    tracer,
    outbox:
      options.webhooks === undefined ? NO_OUTBOX : createOutbox({ jobs: options.database.jobs.webhooks, randomBytes }),
    upstream,
    breakers: () => upstream.breakers(),
    upstreamClock,
    leaf: createLeaf({ account: options.leaf, upstream, timings, log }),
    log,
    seam: options.seam ?? (() => undefined),
    timings,
    limits: completeLimits(options.limits),
    now,
    randomBytes,
    instanceId: randomId(randomBytes, 'bff'),
  }
}

const refuseUnsafe = ({ publicUrl, allowedOrigins, secretKeys, webhooks }: ConnectServerOptions): void => {
  const fault = publicUrlFault(publicUrl)
  if (fault !== null) throw new TypeError(`publicUrl ${fault}`)
  for (const origin of [...allowedOrigins, ...secretKeys.flatMap((key) => key.origins ?? [])]) {
    const originFault = allowedOriginFault(origin, publicUrl)
    if (originFault !== null) throw new TypeError(`the origin ${origin} ${originFault}`)
  }
  if (webhooks !== undefined && !isWebhookUrl(webhooks.url)) throw new TypeError(`webhooks.url ${WEBHOOK_URL_FAULT}`)
  if (webhooks !== undefined && !isWebhookSecret(webhooks.secret))
    throw new TypeError(`webhooks.secret ${WEBHOOK_SECRET_FAULT}`)
}
