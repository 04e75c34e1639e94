import { PROVIDER_IDS } from '@hitch/protocol'
import { Hono } from 'hono'
import { renderOAuthError } from '../helpers/oauth-error.ts'
import { refusedPage } from '../pages/between.ts'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { ConnectionReset, Refused } from '../refused.ts'
import { resource } from '../routing.ts'
import type { SandboxEnv, World } from '../world.ts'
import { BASE_PATHS } from './base-path.ts'
import { showConsent, submitConsent } from './consent.ts'
import { fieldViewToken } from './field-view-token.ts'
import { ORGANIZATIONS_PATH, showOrganizations, submitOrganizations } from './organizations.ts'
import { submitSignIn } from './sign-in.ts'
import { startSignIn } from './start.ts'

/** The pages at which a grower signs in and consents, for all four providers alike. */
export function providerPages(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError((error, c) => {
    if (error instanceof ConnectionReset || !(error instanceof Refused)) throw error
    return c.html(refusedPage(error.message), error.status, error.headers)
  })
  for (const provider of PROVIDER_IDS) {
    const base = BASE_PATHS[provider]
    resource(app, PROVIDER_FACTS[provider].authorizePath, { GET: startSignIn(world, provider) })
    resource(app, `${base}/sign-in`, { POST: submitSignIn(world, provider) })
    resource(app, `${base}/consent`, { GET: showConsent(world, provider), POST: submitConsent(world, provider) })
  }
  resource(app, ORGANIZATIONS_PATH, { GET: showOrganizations(world), POST: submitOrganizations(world) })
  return app
}

/** FieldView's token endpoint stands apart from its pages: it answers programs, and its errors are JSON. */
export function tokenEndpoint(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError(renderOAuthError)
  resource(app, '/fieldview/api/oauth/token', { POST: fieldViewToken(world) })
  return app
}
