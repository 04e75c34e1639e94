import { Hono } from 'hono'
import { Refused } from '../refused.ts'
import type { SandboxEnv, World } from '../world.ts'
import { cnhiHelper } from './cnhi.ts'
import { fieldViewHelper } from './field-view.ts'
import { johnDeereHelper } from './john-deere.ts'
import { renderOAuthError } from './oauth-error.ts'

/** Leaf's OAuth helpers, which keep no account of their own: each call brings the operator's keys. */
export function helpers(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError(renderOAuthError)
  app.route('/johndeere', johnDeereHelper(world))
  app.route('/cnhi', cnhiHelper(world))
  app.route('/fieldview', fieldViewHelper(world))
  app.all('*', () => {
    throw new Refused(404, 'not_found', 'Not found')
  })
  return app
}
