import { createMiddleware } from 'hono/factory'
import type { ServerContext } from '../context.ts'
import type { AppEnv } from './app-env.ts'

/**
 * `Server-Timing: total;dur=…, upstream;dur=…` in milliseconds: what is left is our own time. Not on pages, which
 * growers see and nobody measures; not on refusals, which must not tell how long they were weighed.
 */
export const serverTiming = ({ now, upstreamClock }: Pick<ServerContext, 'now' | 'upstreamClock'>) =>
  createMiddleware<AppEnv>(async function serverTiming(c, next) {
    const begun = now()
    const upstream = await upstreamClock.during(next)
    if (c.get('answersWith') === 'page' || !c.res.ok) return
    const total = now() - begun
    c.header('Server-Timing', `total;dur=${total.toFixed(1)}, upstream;dur=${upstream.toFixed(1)}`)
  })
