import { z } from 'zod'
import { exchangeCode } from '../helpers/exchange-code.ts'
import { FIELDVIEW_READ_SCOPES } from '../provider-facts.ts'
import { readForm, Refused } from '../refused.ts'
import type { Handler } from '../routing.ts'
import { canary } from '../tools.ts'
import type { World } from '../world.ts'

const form = z.strictObject({
  code: z.string().min(1),
  redirect_uri: z.url(),
  grant_type: z.literal('authorization_code'),
})

/**
 * FieldView's token endpoint. HTTP Basic holds the raw `clientId:clientSecret`, not the form-encoded one of RFC 6749,
 * section 2.3.1. The form is exactly code, redirect_uri and grant_type: no PKCE, no client_id.
 */
export function fieldViewToken(world: World): Handler {
  return (c) => {
    const { clientId, clientSecret } = world.registrations.ClimateFieldView
    const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    if (c.req.header('authorization') !== expected) {
      throw new Refused(401, 'invalid_client', 'The client is not known', { 'www-authenticate': 'Basic' })
    }
    const { code, redirect_uri } = readForm(c, form)
    const refreshToken = exchangeCode(world, {
      provider: 'ClimateFieldView',
      clientId,
      redirectUri: redirect_uri,
      code,
    })
    const answer = {
      access_token: canary(world.tools, 'access-token'),
      token_type: 'Bearer',
      expires_in: 14_400,
      refresh_token: refreshToken,
      scope: FIELDVIEW_READ_SCOPES.join(' '),
    }
    return c.json(answer, 200, { 'cache-control': 'no-store' })
  }
}
