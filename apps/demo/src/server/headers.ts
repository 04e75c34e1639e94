import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * Headers of every answer. The Content-Security-Policy is as narrow as it can be and still let the widget work: beside
 * this site's own files it names the BFF twice, for the widget's requests and for the form that starts a sign-in.
 * No provider, no inline script, no inline style.
 */
export const headers = (hitchUrl: string): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", hitchUrl],
      formAction: ["'self'", hitchUrl],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // Told as it is to be on https; on http://localhost a browser ignores it.
    strictTransportSecurity: 'max-age=15552000',
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    referrerPolicy: 'strict-origin-when-cross-origin',
  })

/**
 * Refuses a POST from anywhere but this site. `null` and a missing Origin are refused too: every browser sends one with a
 * POST.
 */
export const ownOriginOnly =
  (origin: string): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'POST' && c.req.header('Origin') !== origin) {
      return c.json({ code: 'origin_not_allowed', message: 'This request did not come from our own pages.' }, 403)
    }
    return next()
  }
