import { Hono, type MiddlewareHandler } from 'hono'
import { isLanguage, isLinkLifetime, SITE_PATHS, type Farm } from '../shared/site.ts'
import type { HitchLinks } from './hitch-links.ts'
import type { Logins } from './logins.ts'
import { orUnreachable, problem, type ReportFailure } from './site-problems.ts'

const signedOut = problem('signed_out', 'Sign in to send a link.')
const unknownLink = problem('not_found', 'This link was not made here.')

type Env = { Variables: { farm: Farm } }

/** Connect links of the farm that is signed in: made, shown with how they stand, turned off. */
export const linkRoutes = (options: { logins: Logins; links: HitchLinks; reportFailure: ReportFailure }): Hono<Env> => {
  const { logins, links, reportFailure } = options
  const app = new Hono<Env>()

  const signedIn: MiddlewareHandler<Env> = async (c, next) => {
    const login = await logins.find(c)
    if (!login) return c.json(signedOut, 401)
    c.set('farm', login.farm)
    // The address of a link is its secret.
    c.header('Cache-Control', 'no-store')
    return next()
  }
  app.use(`${SITE_PATHS.links}/*`, signedIn)

  app.post(SITE_PATHS.links, (c) =>
    orUnreachable(c, reportFailure, 'POST /v1/links', async () => {
      const { locale, lifetime } = await c.req.parseBody()
      await links.create(c.get('farm'), {
        locale: isLanguage(locale) ? locale : 'en',
        lifetime: isLinkLifetime(lifetime) ? lifetime : '86400',
      })
      return c.body(null, 204)
    }),
  )

  app.get(SITE_PATHS.links, (c) =>
    orUnreachable(c, reportFailure, 'GET /v1/links', async () => c.json(await links.list(c.get('farm')))),
  )

  app.get(`${SITE_PATHS.links}/:linkId/qr-code`, (c) => {
    const qrCode = links.qrCode(c.get('farm'), c.req.param('linkId'))
    return qrCode === undefined ? c.json(unknownLink, 404) : c.body(qrCode, 200, { 'Content-Type': 'image/svg+xml' })
  })

  app.post(`${SITE_PATHS.links}/:linkId/revoke`, (c) =>
    orUnreachable(c, reportFailure, 'DELETE /v1/links/{linkId}', async () =>
      (await links.revoke(c.get('farm'), c.req.param('linkId'))) ? c.body(null, 204) : c.json(unknownLink, 404),
    ),
  )
  return app
}
