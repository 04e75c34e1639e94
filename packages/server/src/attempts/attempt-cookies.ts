import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../http/app-env.ts'
import { isHttpOnLoopback } from '../http/origins.ts'

const BASE_NAME = 'hitch-'

/** Browsers send every cookie with every request: more than these at once are of no use to anybody. */
export const MOST_ATTEMPT_COOKIES = 8

/**
 * The cookie that binds an attempt to the browser that started it: `__Host-hitch-{attemptId}`. HttpOnly, and Strict: it
 * is not sent with the provider's redirect back, and need not be, for the callback page's own POST carries it.
 *
 * The prefix and Secure are dropped only when HITCH_PUBLIC_URL is http on loopback, where no browser would keep them.
 */
export interface AttemptCookies {
  /** Secrets by attempt id, newest last as far as the browser's order tells. */
  read(c: Context<AppEnv>): ReadonlyMap<string, string>
  set(c: Context<AppEnv>, attemptId: string, secret: string, milliseconds: number): void
  clear(c: Context<AppEnv>, attemptId: string): void
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
  return {
    read: (c) =>
      new Map(
        Object.entries(getCookie(c))
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, value]) => [name.slice(prefix.length), value]),
      ),
    set: (c, attemptId, secret, milliseconds) => write(c, attemptId, secret, Math.floor(milliseconds / 1000)),
    clear: (c, attemptId) => write(c, attemptId, '', 0),
  }
}
