import { ROUTES } from '@hitch/protocol'
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
import type { HostedApp } from './hosted-app.ts'
import { createLimiter } from './limits/limiter.ts'
import { loadAssets } from './pages/assets.ts'
import { mountAssets } from './pages/mount-assets.ts'
import { createPages } from './pages/pages.ts'
import { attemptHandlers } from './routes/attempts.ts'
import { callbackHandlers } from './routes/callback.ts'
import { connectHandlers } from './routes/connect.ts'
import { connectionHandlers } from './routes/connections.ts'
import { hostedHandlers } from './routes/hosted.ts'
import { hostHandlers } from './routes/host.ts'
import { leafAlertHandlers } from './routes/leaf-alerts.ts'
import { linkHandlers } from './routes/links.ts'
import { serviceHandlers } from './routes/service.ts'
import { scriptHandlers } from './routes/script.ts'
import { startHandlers } from './routes/start.ts'
import { answerSelfTest } from './self-test/answer-self-test.ts'
import { createLeafUserFinder } from './sessions/find-or-create-leaf-user.ts'

type Dependencies = Pick<Front, 'durability' | 'handover'> & {
  readonly context: ServerContext
  readonly widgetScript?: string | undefined
  readonly hosted?: HostedApp | undefined
  /** @default never */
  readonly isDraining?: () => boolean
}

/** Everything between a request and the database: a function from Request to Response, without port or process. */
export const createApp = (dependencies: Dependencies): Hono<AppEnv> => {
  const { context, durability, handover, widgetScript, hosted, isDraining = () => false } = dependencies
  const assets = loadAssets(widgetScript, hosted?.files)
  const pages = createPages(context, assets)
  const availability = createAvailability(context)
  const front: Front = {
    context,
    durability,
    handover,
    pages,
    hosted,
    findOrCreateLeafUser: createLeafUserFinder(context),
    availability,
    authorizationUrls: createAuthorizationUrls(context, availability),
    cookies: createAttemptCookies(context.publicUrl),
    isDraining,
  }
  const app = new Hono<AppEnv>()
  app.use(requestContext(context), securityHeaders(context.publicUrl))
  app.onError(createProblemRenderer((c, problem) => pages.problem(c, problem)))
  mountAssets(app, assets)
  app.use(serverTiming(context))
  app.post(ROUTES.start, answerSelfTest(context))
  mountRoutes(app, context, createLimiter(context), {
    ...hostHandlers(front),
    ...connectHandlers(front),
    ...attemptHandlers(front),
    ...connectionHandlers(front),
    ...startHandlers(front),
    ...callbackHandlers(front),
    ...linkHandlers(front),
    ...hostedHandlers(front),
    ...leafAlertHandlers(front),
    ...serviceHandlers(front),
    ...scriptHandlers(assets),
  })
  // Another method on a known path is not told apart from an unknown path.
  app.notFound(() => {
    throw new HttpProblem('not_found')
  })
  return app
}
