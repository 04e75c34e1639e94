import { Hono } from 'hono'
import { z } from 'zod'
import { FIELDVIEW_SCOPES } from '../provider-facts.ts'
import { fieldViewUrl } from '../providers/authorization-url.ts'
import { readJson } from '../refused.ts'
import { resource } from '../routing.ts'
import type { SandboxEnv, World } from '../world.ts'

const asked = z.strictObject({
  client_id: z.string(),
  redirect_uri: z.url(),
  scope: z.array(z.enum(FIELDVIEW_SCOPES)).min(1).optional(),
  /** Documented by name only; taken and left alone. */
  pass_through: z.string().optional(),
})

/** Leaf's older helper for FieldView. It makes URLs; the code goes straight to FieldView. */
export function fieldViewHelper(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  resource(app, '/url', {
    POST: (c) => {
      const { client_id, redirect_uri, scope } = readJson(c, asked)
      return c.json({ url: fieldViewUrl(world, client_id, redirect_uri, scope) })
    },
  })
  return app
}
