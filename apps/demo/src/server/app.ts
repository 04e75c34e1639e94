import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isLanguage, isWidgetPage, SITE_PATHS, type SiteData } from '../shared/site.ts'
import { FARMS, findFarm } from './farms.ts'
import { headers, ownOriginOnly } from './headers.ts'
import type { HitchLinks } from './hitch-links.ts'
import type { HitchSessions } from './hitch-sessions.ts'
import { linkRoutes } from './link-routes.ts'
import type { Logins } from './logins.ts'
import { type PageFiles, pages } from './pages.ts'
import type { SandboxScenarios } from './sandbox.ts'
import { scenarioRoutes } from './scenario-routes.ts'
import { orUnreachable, problem, type ReportFailure } from './site-problems.ts'
import type { WebhookInbox } from './webhook-inbox.ts'
import { webhookRoutes } from './webhook-routes.ts'

export interface DemoOptions {
  origin: string
  hitchUrl: string
  sandboxUrl: string
  logins: Logins
  sessions: HitchSessions
  links: HitchLinks
  scenarios: SandboxScenarios
  webhooks: WebhookInbox
  files: PageFiles
  reportFailure: ReportFailure
}

const signedOut = problem('signed_out', 'Sign in to see your farm data.')

/** One of our own pages, with its settings, or nothing: a form is filled by an address that anyone may have made. */
const widgetPageOf = (page: unknown): string | undefined => {
  if (typeof page !== 'string' || !URL.canParse(page, 'http://site.invalid')) return undefined
  const { pathname, search } = new URL(page, 'http://site.invalid')
  return isWidgetPage(pathname) ? pathname + search : undefined
}

/**
 * The cooperative's own backend: Request in, Response out. It knows who is signed in, makes Hitch sessions for that
 * grower alone, and asks the BFF itself what is connected instead of believing the page.
 */
export const createDemo = (options: DemoOptions): Hono => {
  const { logins, sessions, reportFailure } = options
  const app = new Hono()
  app.use(headers(options.hitchUrl))
  // Before the check of Origin, which a server has none of: what it sends is told by its signature.
  app.route('/', webhookRoutes(options))
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
    const { locale, page } = c.req.query()
    const wish = {
      locale: isLanguage(locale) ? locale : 'en',
      page: isWidgetPage(page) ? page : SITE_PATHS.farmData,
    } as const
    return orUnreachable(c, reportFailure, 'POST /v1/sessions', async () =>
      c.text(await sessions.create(login, wish), 201, { 'Cache-Control': 'no-store' }),
    )
  })

  app.get(SITE_PATHS.connections, async (c) => {
    const login = await logins.find(c)
    if (!login) return c.json(signedOut, 401)
    return orUnreachable(c, reportFailure, 'GET /v1/users/{leafUserId}/connections', async () =>
      c.json(await sessions.listConnections(login), 200, { 'Cache-Control': 'no-store' }),
    )
  })

  app.post(SITE_PATHS.signIn, async (c) => {
    const form = await c.req.parseBody()
    const farm = findFarm(form.farm)
    if (!farm) return c.redirect(SITE_PATHS.signIn, 303)
    const before = await logins.find(c)
    if (before) await endSessions(before)
    await logins.begin(c, farm)
    return c.redirect(widgetPageOf(form.page) ?? SITE_PATHS.farmData, 303)
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
      reportFailure('DELETE /v1/sessions/{sessionId}', error)
    }
  }

  app.route('/', linkRoutes(options))
  app.route('/', scenarioRoutes(options))
  app.route('/', pages(options.files, logins))
  return app
}
