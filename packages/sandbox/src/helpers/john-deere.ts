import { Hono } from 'hono'
import { z } from 'zod'
import { authorizationUrl } from '../providers/authorization-url.ts'
import { readJson, Refused } from '../refused.ts'
import { resource } from '../routing.ts'
import type { SandboxEnv, World } from '../world.ts'
import { codeInResponseUrl, exchangeCode } from './exchange-code.ts'

const forUrl = z.strictObject({ clientKey: z.string(), clientSecret: z.string(), clientRedirectUrl: z.url() })
const forToken = forUrl.extend({ responseUrl: z.url() })

/** Leaf's helper for John Deere. It alone writes its names in camelCase. */
export function johnDeereHelper(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  resource(app, '/get_url', {
    POST: (c) => {
      const body = readJson(c, forUrl)
      checkClient(world, body)
      return c.json({ url: authorizationUrl(world, 'JohnDeere', body.clientRedirectUrl).href })
    },
  })
  resource(app, '/get_token', {
    POST: (c) => {
      const body = readJson(c, forToken)
      checkClient(world, body)
      const redirectUri = body.clientRedirectUrl
      const code = codeInResponseUrl(body.responseUrl, redirectUri)
      return c.json({
        refreshToken: exchangeCode(world, { provider: 'JohnDeere', clientId: body.clientKey, redirectUri, code }),
      })
    },
  })
  return app
}

function checkClient(world: World, body: { clientKey: string; clientSecret: string }): void {
  const { clientKey, clientSecret } = world.registrations.JohnDeere
  if (body.clientKey !== clientKey) throw new Refused(401, 'invalid_client', 'clientKey is not valid')
  if (body.clientSecret !== clientSecret) throw new Refused(401, 'invalid_client', 'clientSecret is not valid')
}
