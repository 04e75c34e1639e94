import { Hono } from 'hono'
import type { AppEnv } from './http/app-env.ts'
import { HttpProblem } from './http/http-problem.ts'
import { mountRoutes } from './http/mount-routes.ts'
import { createProblemRenderer } from './http/problems.ts'
import { requestContext } from './http/request-context.ts'
import { securityHeaders } from './http/security-headers.ts'
import { serverTiming } from './http/server-timing.ts'
import { createAttemptCookies } from './attempts/attempt-cookies.ts'
import { createAuthorizationUrls } from './attempts/authorization-urls.ts'
import { createAvailability } from './attempts/availability.ts'
import type { ServerContext } from './context.ts'
import type { Front } from './front.ts'
import { ASSETS_PATH, loadAssets } from './pages/assets.ts'
import { createPages } from './pages/pages.ts'
import { attemptHandlers } from './routes/attempts.ts'
import { callbackHandlers } from './routes/callback.ts'
import { connectHandlers } from './routes/connect.ts'
import { connectionHandlers } from './routes/connections.ts'
import { hostHandlers } from './routes/host.ts'
import { linkHandlers } from './routes/links.ts'
import { serviceHandlers } from './routes/service.ts'
import { scriptHandlers } from './routes/script.ts'
import { startHandlers } from './routes/start.ts'

type Dependencies = Pick<Front, 'durability' | 'handover'> & {
  readonly context: ServerContext
  readonly widgetScript?: string | undefined
}

/** Everything between a request and the database: a function from Request to Response, without port or process. */
export const createApp = ({ context, durability, handover, widgetScript }: Dependencies): Hono<AppEnv> => {
  const assets = loadAssets(widgetScript)
  const pages = createPages(context, assets)
  const availability = createAvailability(context)
  const front: Front = {
    context,
    durability,
    handover,
    pages,
    availability,
    authorizationUrls: createAuthorizationUrls(context, availability),
    cookies: createAttemptCookies(context.publicUrl),
  }
  const app = new Hono<AppEnv>()
  app.use(requestContext(context), securityHeaders(context.publicUrl))
  app.onError(createProblemRenderer((c, problem) => pages.problem(c, problem)))
  app.get(ASSETS_PATH, (c) => {
    const asset = assets.find(c.req.param('name'))
    if (asset === undefined) throw new HttpProblem('not_found')
    // While instances change over, a page of one may ask another for its files: served, but not kept.
    if (c.req.param('version') === assets.version) c.header('Cache-Control', 'public, max-age=31536000, immutable')
    // Pages of hosts load the widget's script, and some of them ask for this before they load anything from elsewhere.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body(asset.content, 200, { 'Content-Type': asset.type })
  })
  app.use(serverTiming(context))
  mountRoutes(app, context, {
    ...hostHandlers(front),
    ...connectHandlers(front),
    ...attemptHandlers(front),
    ...connectionHandlers(front),
    ...startHandlers(front),
    ...callbackHandlers(front),
    ...linkHandlers(front),
    ...serviceHandlers(front),
    ...scriptHandlers(assets),
  })
  // Another method on a known path is not told apart from an unknown path.
  app.notFound(() => {
    throw new HttpProblem('not_found')
  })
  return app
}
