import type { Context } from 'hono'
import { ConnectionReset, Refused } from '../refused.ts'
import type { SandboxEnv } from '../world.ts'

/**
 * Errors of a token endpoint: RFC 6749, section 5.2. What Leaf's helpers answer is not documented; this sandbox lets them
 * pass on the shape of the token endpoint behind them.
 */
export function renderOAuthError(error: Error, c: Context<SandboxEnv>): Response {
  if (error instanceof ConnectionReset || !(error instanceof Refused)) throw error
  return c.json({ error: error.code, error_description: error.message }, error.status, {
    'cache-control': 'no-store',
    ...error.headers,
  })
}
