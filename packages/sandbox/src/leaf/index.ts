import { PROVIDER_IDS } from '@hitch/protocol'
import { Hono } from 'hono'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { Refused } from '../refused.ts'
import { resource } from '../routing.ts'
import type { SandboxEnv, World } from '../world.ts'
import { registerWebhook } from './alerts.ts'
import { authenticate, requireLeafToken } from './authenticate.ts'
import { attachCredential, deleteCredential, getCredential } from './credentials.ts'
import { getFields, getFiles, getOperations, getResources } from './data.ts'
import { listEvents } from './events.ts'
import { postFieldViewCredential } from './field-view-url.ts'
import { listOrganizations, syncOrganizations } from './organizations.ts'
import { renderLeafError } from './problem.ts'
import { changeUser, createUser, deleteUser, getUser, listUsers } from './users.ts'

const USERS = '/services/usermanagement/api/users'

/** Leaf's API as providers.md tells it. */
export function leafApi(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError(renderLeafError)
  resource(app, '/api/authenticate', { POST: authenticate(world) })
  app.use('/services/*', requireLeafToken(world))

  resource(app, USERS, { GET: listUsers(world), POST: createUser(world) })
  resource(app, `${USERS}/:leafUserId`, { GET: getUser(world), PUT: changeUser(world), DELETE: deleteUser(world) })
  for (const provider of PROVIDER_IDS) {
    const path = `${USERS}/:leafUserId/${PROVIDER_FACTS[provider].credentialPath}`
    resource(app, path, {
      GET: getCredential(world, provider),
      POST: provider === 'ClimateFieldView' ? postFieldViewCredential(world) : attachCredential(world, provider),
      DELETE: deleteCredential(world, provider),
    })
    resource(app, `${path}/events`, { GET: listEvents(world, provider) })
  }
  resource(app, `${USERS}/:leafUserId/organizations/JohnDeere`, { GET: listOrganizations(world) })
  resource(app, `${USERS}/:leafUserId/JohnDeere/organizations/sync`, { POST: syncOrganizations(world) })

  resource(app, '/services/integrations/api/resources', { GET: getResources(world) })
  resource(app, '/services/fields/api/fields', { GET: getFields(world) })
  resource(app, '/services/operations/api/files', { GET: getFiles(world) })
  resource(app, '/services/operations/api/operations', { GET: getOperations(world) })
  resource(app, '/services/alerts/api/alerts/webhooks', { POST: registerWebhook(world) })

  app.all('*', () => {
    throw new Refused(404, 'http.404', 'Not found')
  })
  return app
}
