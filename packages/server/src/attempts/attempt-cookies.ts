import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../http/app-env.ts'
import { isHttpOnLoopback } from '../http/origins.ts'

/** Ids of attempts begin with `att_`: the hosted page's session has a cookie with the same prefix. */
const BASE_NAME = 'hitch-'
const ATTEMPT = 'att_'

/** Browsers send every cookie with every request: more than these at once are of no use to anybody. */
const MOST = 8

/**
 * The cookie that binds an attempt to the browser that started it: `__Host-hitch-{attemptId}`. HttpOnly, and Strict: it
 * is not sent with the provider's redirect back, and need not be, for the callback page's own POST carries it.
 *
 * The prefix and Secure are dropped only when HITCH_PUBLIC_URL is http on loopback, where no browser would keep them.
 */
export interface AttemptCookies {
  /** Secrets by attempt id, oldest first. */
  read(c: Context<AppEnv>): ReadonlyMap<string, string>
  set(c: Context<AppEnv>, attemptId: string, secret: string, milliseconds: number): void
  clear(c: Context<AppEnv>, attemptId: string): void
  /**
   * Clears the oldest, so that no more than eight stand once `further` ones are set. Strict cookies come with POST /start
   * only where host and BFF are one site; the callback sees them all.
   */
  makeRoom(c: Context<AppEnv>, further: number): void
}

export const createAttemptCookies = (publicUrl: string): AttemptCookies => {
  const isPlain = isHttpOnLoopback(publicUrl)
  const prefix = isPlain ? BASE_NAME : `__Host-${BASE_NAME}`
  const options = { path: '/', httpOnly: true, sameSite: 'Strict' } as const
  const write = (c: Context<AppEnv>, attemptId: string, value: string, seconds: number): void =>
    setCookie(c, BASE_NAME + attemptId, value, {
      ...options,
      maxAge: seconds,
      ...(isPlain ? {} : { prefix: 'host', secure: true }),
    })
  // RFC 6265 section 5.4: of the same path, those that were made earlier are sent first.
  const read = (c: Context<AppEnv>): Map<string, string> =>
    new Map(
      Object.entries(getCookie(c))
        .filter(([name]) => name.startsWith(prefix + ATTEMPT))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    )
  return {
    read,
    set: (c, attemptId, secret, milliseconds) => write(c, attemptId, secret, Math.floor(milliseconds / 1000)),
    clear: (c, attemptId) => write(c, attemptId, '', 0),
    makeRoom(c, further) {
      const attemptIds = [...read(c).keys()]
      const excess = Math.max(0, attemptIds.length + further - MOST)
      for (const attemptId of attemptIds.slice(0, excess)) write(c, attemptId, '', 0)
    },
  }
}
