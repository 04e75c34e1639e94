import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { RunningSpan, SpanWish, Tracer } from './tracer.ts'

export interface Tracing {
  /** For `createConnectServer`. */
  readonly tracer: Tracer
  /** Sends what has not been sent, as far as two seconds suffice, and ends. */
  stop(): Promise<void>
}

/** Milliseconds for which the last spans are waited for. */
const STOP_DEADLINE = 2_000

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const

/**
 * Traces to an OpenTelemetry collector, by OTLP over HTTP. `endpoint`: OTEL_EXPORTER_OTLP_ENDPOINT, a base to which
 * `/v1/traces` is appended; headers for it come from OTEL_EXPORTER_OTLP_HEADERS, which the exporter reads.
 *
 * Nothing is registered globally: two servers in one process never meet, and no library begins to trace by itself and
 * puts a URL or a statement into a span.
 *
 * @example const tracing = createTracing({ endpoint: 'http://localhost:4318' }); createConnectServer({ …, tracer: tracing.tracer })
 */
export const createTracing = ({ endpoint }: { endpoint: string }): Tracing => {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'hitch' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('hitch')
  const current = new AsyncLocalStorage<Span>()

  const start = ({ name, kind, facts = {} }: SpanWish): Span => {
    const parent = current.getStore()
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent)
    return tracer.startSpan(name, { kind: KINDS[kind], attributes: facts }, context)
  }

  return {
    tracer: {
      async during(wish, work) {
        const span = start(wish)
        const running = toRunning(span)
        try {
          return await current.run(span, () => work(running))
        } catch (error) {
          running.fail(error instanceof Error ? error.name : typeof error)
          throw error
        } finally {
          span.end()
        }
      },
      begin(wish) {
        const span = start(wish)
        return { ...toRunning(span), end: () => span.end() }
      },
    },
    async stop() {
      // A collector that is away must not hold up a restart; what it has not got is lost.
      const sent = provider.shutdown().catch(() => undefined)
      await Promise.race([sent, wait(STOP_DEADLINE, undefined, { ref: false })])
    },
  }
}

const toRunning = (span: Span): RunningSpan => ({
  rename: (name) => void span.updateName(name),
  tell: (facts) => void span.setAttributes(facts),
  fail: (reason) => {
    span.setStatus({ code: SpanStatusCode.ERROR })
    span.setAttribute('error.type', reason)
  },
})
