import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../http/app-env.ts'
import { isHttpOnLoopback } from '../http/origins.ts'

/** No attempt's cookie: theirs begin with `hitch-`. */
const NAME = 'hitchLanguage'

/**
 * The session's language, for the page that the provider sends the grower back to: that page knows no session, and the
 * attempt's cookie does not reach it. Lax, so that it comes with the provider's redirect; it says nothing but a locale.
 */
export interface LanguageCookie {
  read(c: Context<AppEnv>): string | null
  set(c: Context<AppEnv>, locale: string): void
}

/** `seconds`: how long an attempt may take. */
export const createLanguageCookie = (publicUrl: string, seconds: number): LanguageCookie => {
  const isPlain = isHttpOnLoopback(publicUrl)
  return {
    read: (c) => getCookie(c, isPlain ? NAME : `__Host-${NAME}`) ?? null,
    set: (c, locale) =>
      setCookie(c, NAME, locale, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: seconds,
        ...(isPlain ? {} : { prefix: 'host', secure: true }),
      }),
  }
}
