import { z } from 'zod'
import { fieldViewUrl } from '../providers/authorization-url.ts'
import { FIELDVIEW_SCOPES } from '../provider-facts.ts'
import { readJson } from '../refused.ts'
import { type Handler, parameter } from '../routing.ts'
import type { World } from '../world.ts'
import { attachCredential } from './credentials.ts'
import { findUser } from './users.ts'

const asked = z.strictObject({
  client_id: z.string(),
  redirect_uri: z.url(),
  scope: z.array(z.enum(FIELDVIEW_SCOPES)).min(1).optional(),
})

/** POST .../climate-field-view-credentials does two things: it makes an authorization URL, and it attaches. The body tells which. */
export function postFieldViewCredential(world: World): Handler {
  const attach = attachCredential(world, 'ClimateFieldView')
  return (c) => {
    if (!c.get('body').includes('"client_id"')) return attach(c)
    findUser(world, parameter(c, 'leafUserId'))
    const { client_id, redirect_uri, scope } = readJson(c, asked)
    return c.json({ url: fieldViewUrl(world, client_id, redirect_uri, scope) })
  }
}
