import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from './app-env.ts'
import { isHttpOnLoopback } from './origins.ts'

/** Beside the attempts' own, whose names go on with `att_`. */
const NAME = 'hitch-session'

/**
 * The session of our own pages, `__Host-hitch-session`: HttpOnly, so that no script reads it, and Strict, so that it comes
 * from our own pages alone. The prefix and Secure are dropped only when HITCH_PUBLIC_URL is http on loopback.
 */
export interface SessionCookie {
  /** Only from a page of our own, by the browser's own word. */
  read(c: Context<AppEnv>): string | undefined
  /** For a page that is opened: by one of ours, or by the grower's own hand. */
  readForPage(c: Context<AppEnv>): string | undefined
  set(c: Context<AppEnv>, token: string, milliseconds: number): void
}

/** By the browser's own word. */
export const isFromOwnPage = (c: Context<AppEnv>): boolean => c.req.header('sec-fetch-site') === 'same-origin'

export const createSessionCookie = (publicUrl: string): SessionCookie => {
  const isPlain = isHttpOnLoopback(publicUrl)
  const readFrom = (c: Context<AppEnv>, sites: readonly string[]): string | undefined =>
    sites.includes(c.req.header('sec-fetch-site') ?? '') ? getCookie(c, isPlain ? NAME : `__Host-${NAME}`) : undefined
  return {
    read: (c) => readFrom(c, ['same-origin']),
    readForPage: (c) => readFrom(c, ['same-origin', 'none']),
    set: (c, token, milliseconds) =>
      setCookie(c, NAME, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        maxAge: Math.floor(milliseconds / 1000),
        ...(isPlain ? {} : { prefix: 'host', secure: true }),
      }),
  }
}
