import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { readJson, Refused } from '../refused.ts'
import { canary } from '../tools.ts'
import type { SandboxEnv, World } from '../world.ts'
import type { Handler } from '../routing.ts'

const DAY = 24 * 60 * 60 * 1000

/** `rememberMe` is a string: "true" gives 30 days, "false" 24 hours. */
const credentials = z.strictObject({
  username: z.string(),
  password: z.string(),
  rememberMe: z.enum(['true', 'false']),
})

/** POST /api/authenticate: the account's API token. There is no refresh: whoever needs a new one asks again. */
export function authenticate(world: World): Handler {
  return (c) => {
    const { username, password, rememberMe } = readJson(c, credentials)
    if (username !== world.leafAccount.username || password !== world.leafAccount.password) {
      throw new Refused(401, 'http.401', 'Bad credentials')
    }
    const token = canary(world.tools, 'leaf-id-token')
    world.state.leafTokens.set(token, world.tools.now() + (rememberMe === 'true' ? 30 * DAY : DAY))
    return c.json({ id_token: token })
  }
}

/** Everything but signing in needs a token that is known and not run out: else 401. */
export function requireLeafToken(world: World): MiddlewareHandler<SandboxEnv> {
  return async function checkLeafToken(c, next) {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const expiresAt = token === undefined ? undefined : world.state.leafTokens.get(token)
    if (expiresAt === undefined || expiresAt <= world.tools.now()) {
      throw new Refused(401, 'http.401', 'Full authentication is required', { 'www-authenticate': 'Bearer' })
    }
    await next()
  }
}
