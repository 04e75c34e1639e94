import { Hono } from 'hono'
import { type CurrentScenario, isScenarioId } from '../shared/scenarios.ts'
import { SITE_PATHS } from '../shared/site.ts'
import type { HitchSessions } from './hitch-sessions.ts'
import type { Logins } from './logins.ts'
import type { SandboxScenarios } from './sandbox.ts'
import { problem, type ReportFailure } from './site-problems.ts'

const signedOut = problem('signed_out', 'Sign in to change what happens.')
const unknownScenario = problem('not_found', 'There is no such scenario.')
const notReachable = problem('sandbox_not_reachable', 'The sandbox does not answer. Is it running?')

/** What shall happen at the providers and at Leaf. Only with the sandbox in their place. */
export const scenarioRoutes = (options: {
  logins: Logins
  sessions: HitchSessions
  scenarios: SandboxScenarios
  reportFailure: ReportFailure
}): Hono => {
  const { logins, sessions, scenarios, reportFailure } = options
  const app = new Hono()
  const current = (): CurrentScenario => ({ scenario: scenarios.current() })

  app.onError((error, c) => {
    reportFailure('POST /control of the sandbox', error)
    return c.json(notReachable, 502)
  })

  app.get(SITE_PATHS.scenario, (c) => c.json(current(), 200, { 'Cache-Control': 'no-store' }))

  app.post(SITE_PATHS.scenario, async (c) => {
    if (!(await logins.find(c))) return c.json(signedOut, 401)
    const { scenario } = await c.req.parseBody()
    if (!isScenarioId(scenario)) return c.json(unknownScenario, 404)
    await scenarios.choose(scenario)
    return c.json(current())
  })

  app.post(SITE_PATHS.invalidate, async (c) => {
    const login = await logins.find(c)
    if (!login) return c.json(signedOut, 401)
    const { leafUserId, connections } = await sessions.listConnections(login)
    if (leafUserId !== null) for (const { provider } of connections) await scenarios.invalidate(leafUserId, provider)
    return c.json({ invalidated: connections.length })
  })
  return app
}
