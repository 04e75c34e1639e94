import { routePath } from 'hono/route'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import { randomId, type RandomBytes } from '../crypto/random.ts'
import type { Meter } from '../metrics/meter.ts'
import type { Tracer } from '../tracing/tracer.ts'
import { knownMethod } from './known-method.ts'
import type { AppEnv } from './app-env.ts'

interface Dependencies {
  readonly log: Logger
  readonly randomBytes: RandomBytes
  readonly now: () => number
  readonly meter: Meter
  readonly tracer: Tracer
}

/**
 * Outermost: gives each request an id and a log that carries it, and logs one line when it is answered. The line names
 * the route's pattern, never the path or the query, which may hold a code. An id that a caller sends is not taken over:
 * it would stand in the log as if it were ours.
 */
export const requestContext = ({ log, randomBytes, now, meter, tracer }: Dependencies) =>
  createMiddleware<AppEnv>(async function requestContext(c, next) {
    const requestId = randomId(randomBytes, 'req')
    const child = log.child({ requestId })
    const startedAt = now()
    c.set('requestId', requestId)
    c.set('log', child)
    c.set('answersWith', 'problem')
    c.header('X-Request-Id', requestId)
    const answered = await tracer.during({ name: 'request', kind: 'server' }, async (span) => {
      await next()
      const { method } = c.req
      const known = knownMethod(method)
      const route = routePath(c, -1)
      const { status } = c.res
      span.rename(`${known} ${route}`)
      span.tell({ 'http.route': route, 'http.response.status_code': status, 'hitch.request_id': requestId })
      if (status >= 500) span.fail(String(status))
      return { method, known, route, status }
    })
    const milliseconds = now() - startedAt
    const { method, known, route, status } = answered
    child.info({ method, route, status, milliseconds: Math.round(milliseconds) }, 'request')
    meter.requestAnswered({ method: known, route, status, milliseconds })
  })
