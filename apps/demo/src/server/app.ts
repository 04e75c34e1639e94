import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isLanguage, SITE_PATHS, type SiteData, type SiteProblem } from '../shared/site.ts'
import { FARMS, findFarm } from './farms.ts'
import { headers, ownOriginOnly } from './headers.ts'
import type { HitchLinks } from './hitch-links.ts'
import type { HitchSessions } from './hitch-sessions.ts'
import { linkRoutes } from './link-routes.ts'
import type { Logins } from './logins.ts'
import { type PageFiles, pages } from './pages.ts'

export interface DemoOptions {
  origin: string
  hitchUrl: string
  sandboxUrl: string
  logins: Logins
  sessions: HitchSessions
  links: HitchLinks
  files: PageFiles
  /** Told once per failure. Never given a token or a body. */
  reportFailure: (what: string, error: unknown) => void
}

const problem = (code: string, message: string): SiteProblem => ({ code, message })
const signedOut = problem('signed_out', 'Sign in to see your farm data.')
const notReachable = problem('connect_not_reachable', 'The connect service does not answer. Try again in a minute.')

/**
 * The cooperative's own backend: Request in, Response out. It knows who is signed in, makes Hitch sessions for that
 * grower alone, and asks the BFF itself what is connected instead of believing the page.
 */
export const createDemo = (options: DemoOptions): Hono => {
  const { logins, sessions } = options
  const app = new Hono()
  app.use(headers(options.hitchUrl))
  app.use(ownOriginOnly(options.origin))
  app.use(bodyLimit({ maxSize: 10_000 }))

  app.get(SITE_PATHS.site, async (c) => {
    const login = await logins.find(c)
    const data: SiteData = {
      farm: login?.farm ?? null,
      farms: FARMS,
      hitchUrl: options.hitchUrl,
      sandboxUrl: options.sandboxUrl,
    }
    return c.json(data, 200, { 'Cache-Control': 'no-store' })
  })

  app.post(SITE_PATHS.connectSession, async (c) => {
    const login = await logins.find(c)
    if (!login) return c.json(signedOut, 401)
    try {
      const locale = c.req.query('locale')
      return c.text(await sessions.create(login, isLanguage(locale) ? locale : 'en'), 201, {
        'Cache-Control': 'no-store',
      })
    } catch (error) {
      options.reportFailure('POST /v1/sessions', error)
      return c.json(notReachable, 502)
    }
  })

  app.get(SITE_PATHS.connections, async (c) => {
    const login = await logins.find(c)
    if (!login) return c.json(signedOut, 401)
    try {
      return c.json(await sessions.listConnections(login), 200, { 'Cache-Control': 'no-store' })
    } catch (error) {
      options.reportFailure('GET /v1/users/{leafUserId}/connections', error)
      return c.json(notReachable, 502)
    }
  })

  app.post(SITE_PATHS.signIn, async (c) => {
    const farm = findFarm((await c.req.parseBody()).farm)
    if (!farm) return c.redirect(SITE_PATHS.signIn, 303)
    const before = await logins.find(c)
    if (before) await endSessions(before)
    await logins.begin(c, farm)
    return c.redirect(SITE_PATHS.farmData, 303)
  })

  app.post(SITE_PATHS.signOut, async (c) => {
    const login = await logins.find(c)
    if (login) await endSessions(login)
    logins.end(c)
    return c.redirect(SITE_PATHS.home, 303)
  })

  /** A grower must be able to sign out while the BFF is down; the sessions then run out by themselves. */
  const endSessions = async (login: Parameters<HitchSessions['end']>[0]) => {
    try {
      await sessions.end(login)
    } catch (error) {
      options.reportFailure('DELETE /v1/sessions/{sessionId}', error)
    }
  }

  app.route('/', linkRoutes(options))
  app.route('/', pages(options.files, logins))
  return app
}
