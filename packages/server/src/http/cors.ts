import { EXPOSED_HEADERS } from '@hitch/protocol'
import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'

/**
 * Lets one origin read this answer. Never `*`, never the credentials mode: the session's token is in a header, and a
 * cookie of ours must never count here.
 */
export const allowOrigin = (c: Context<AppEnv>, origin: string | undefined): void => {
  c.header('Vary', 'Origin')
  if (origin === undefined) return
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS.join(', '))
}

/** Two hours: the longest that Chromium keeps. */
const PREFLIGHT_SECONDS = '7200'

/**
 * Answers a preflight. It names no session, so it is answered from the allowed origins; the real request is judged by
 * the session's own.
 */
export const answerPreflight = (
  c: Context<AppEnv>,
  methods: readonly string[],
  allowedOrigins: readonly string[],
): Response => {
  const origin = allowedOrigins.find((allowed) => allowed === c.req.header('origin'))
  c.header('Vary', 'Origin')
  if (origin !== undefined && methods.length > 0) {
    c.header('Access-Control-Allow-Origin', origin)
    c.header('Access-Control-Allow-Methods', methods.join(', '))
    c.header('Access-Control-Allow-Headers', 'Authorization, Content-Type')
    c.header('Access-Control-Max-Age', PREFLIGHT_SECONDS)
  }
  return c.body(null, 204)
}
