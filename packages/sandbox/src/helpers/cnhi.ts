import { Hono } from 'hono'
import { z } from 'zod'
import { authorizationUrl } from '../providers/authorization-url.ts'
import { readJson, Refused } from '../refused.ts'
import type { Environment } from '../registrations.ts'
import { resource } from '../routing.ts'
import type { SandboxEnv, World } from '../world.ts'
import { codeInResponseUrl, exchangeCode } from './exchange-code.ts'

const fieldOpsUrl = z.strictObject({ client_id: z.string(), client_redirect_url: z.url(), production: z.boolean() })
const fieldOpsToken = z.strictObject({
  client_id: z.string(),
  client_secret: z.string(),
  response_url: z.url(),
  client_redirect_url: z.url(),
})
const afsUrl = fieldOpsUrl.extend({ client_secret: z.string(), subscription_key: z.string() })
const afsToken = fieldOpsToken.extend({ subscription_key: z.string(), production: z.boolean() })

/** Leaf's helper for both CNH platforms: AFS Connect at the root, FieldOps below /fieldops. */
export function cnhiHelper(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const { CNHI, CNHIFieldOps } = world.registrations

  resource(app, '/fieldops/get_url', {
    POST: (c) => {
      const body = readJson(c, fieldOpsUrl)
      checkClient(body, { client_id: CNHIFieldOps.clientId })
      checkEnvironment(body.production, CNHIFieldOps.environment)
      return c.json({ url: authorizationUrl(world, 'CNHIFieldOps', body.client_redirect_url).href })
    },
  })
  resource(app, '/fieldops/get_token', {
    POST: (c) => {
      const body = readJson(c, fieldOpsToken)
      checkClient(body, { client_id: CNHIFieldOps.clientId, client_secret: CNHIFieldOps.clientSecret })
      const code = codeInResponseUrl(body.response_url, body.client_redirect_url)
      const exchange = {
        provider: 'CNHIFieldOps',
        clientId: body.client_id,
        redirectUri: body.client_redirect_url,
        code,
      } as const
      return c.json({ refresh_token: exchangeCode(world, exchange) })
    },
  })

  const afsClient = {
    client_id: CNHI.clientId,
    client_secret: CNHI.clientSecret,
    subscription_key: CNHI.subscriptionKey,
  }
  resource(app, '/get_url', {
    POST: (c) => {
      const body = readJson(c, afsUrl)
      checkClient(body, afsClient)
      checkEnvironment(body.production, CNHI.environment)
      return c.json({ url: authorizationUrl(world, 'CNHI', body.client_redirect_url).href })
    },
  })
  resource(app, '/get_token', {
    POST: (c) => {
      const body = readJson(c, afsToken)
      checkClient(body, afsClient)
      checkEnvironment(body.production, CNHI.environment)
      const code = codeInResponseUrl(body.response_url, body.client_redirect_url)
      const exchange = {
        provider: 'CNHI',
        clientId: body.client_id,
        redirectUri: body.client_redirect_url,
        code,
      } as const
      return c.json({ refresh_token: exchangeCode(world, exchange) })
    },
  })
  return app
}

function checkClient(body: Record<string, unknown>, expected: Record<string, string>): void {
  for (const [name, value] of Object.entries(expected)) {
    if (body[name] === value) continue
    if (name === 'subscription_key')
      throw new Refused(401, 'access_denied', 'Access denied due to invalid subscription key')
    throw new Refused(401, 'invalid_client', `${name} is not valid`)
  }
}

function checkEnvironment(production: boolean, registered: Environment): void {
  if (production === (registered === 'PRODUCTION')) return
  const asked = production ? 'PRODUCTION' : 'STAGE'
  throw new Refused(
    400,
    'invalid_request',
    `The application is registered in the ${registered} environment, not in the ${asked} environment`,
  )
}
