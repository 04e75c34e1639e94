import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app-env.ts'

/**
 * On every answer. Pages loosen the Content-Security-Policy by just what they need, versioned files the Cache-Control;
 * both set theirs themselves and win.
 *
 * No Cross-Origin-Opener-Policy: a value other than `unsafe-none` on the page that the popup ends on, or on the one it
 * begins with, would cut it off from the widget that opened it, which then could not be told "ask now".
 */
export const securityHeaders = (publicUrl: string) =>
  createMiddleware<AppEnv>(async function securityHeaders(c, next) {
    c.header('Cache-Control', 'no-store')
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'no-referrer')
    if (publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000')
    await next()
  })
