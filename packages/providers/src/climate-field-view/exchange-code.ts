import * as oauth from 'oauth4webapi'
import { judgeRefreshToken, sendToProvider } from '../framework/provider-call.ts'
import type { ProviderCallContext } from '../framework/provider.ts'
import type { FieldViewSettings } from './settings.ts'

const NAME = 'ClimateFieldView token'

/**
 * Sends the code to FieldView's token endpoint: RFC 6749 section 4.1.3, without PKCE, for the URL may come from a helper
 * that keeps no verifier. The form is exactly code, redirect_uri and grant_type (seed document 003, step 2).
 */
export const exchangeCode = async (
  own: FieldViewSettings,
  context: ProviderCallContext,
  code: string,
): Promise<string> => {
  const server = toServer(own.CLIMATE_FIELDVIEW_TOKEN_URL)
  const client = { client_id: own.CLIMATE_FIELDVIEW_CLIENT_ID }
  // The server has consumed `state` already, atomically; only the code is handed on.
  const callback = oauth.validateAuthResponse(server, client, new URLSearchParams({ code }), oauth.expectNoState)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    rawBasic(own),
    callback,
    context.redirectUri,
    oauth.nopkce,
    {
      [oauth.customFetch]: async (url, { headers, body }) => {
        const form = Object.fromEntries(body)
        const { status, text } = await sendToProvider(context, { method: 'POST', url, headers, form, name: NAME })
        // A Response of some statuses, such as 204, may hold no body at all.
        return new Response(text === '' ? null : text, { status })
      },
      // Settings allow http on loopback alone.
      [oauth.allowInsecureRequests]: new URL(own.CLIMATE_FIELDVIEW_TOKEN_URL).protocol === 'http:',
    },
  )
  // Not oauth4webapi's reading: it wants access_token and token_type too (RFC 6749 section 5.1), and FieldView promises
  // only refresh_token (seed document 003, step 2). The code is spent by now: a token in hand must not be thrown away.
  const answer = { status: response.status, text: await response.text() }
  return judgeRefreshToken(answer, 'refresh_token', { name: NAME, refusals: [] })
}

const toServer = (tokenUrl: string): oauth.AuthorizationServer => ({
  issuer: new URL(tokenUrl).origin,
  token_endpoint: tokenUrl,
})

/**
 * HTTP Basic of the raw `clientId:clientSecret`. oauth4webapi's own ClientSecretBasic encodes both as a form first, as
 * RFC 6749 section 2.3.1 says, and would turn even a hyphen into %2D; FieldView's documents do not encode.
 */
const rawBasic =
  (own: FieldViewSettings): oauth.ClientAuth =>
  (_server, _client, _body, headers) => {
    const pair = `${own.CLIMATE_FIELDVIEW_CLIENT_ID}:${own.CLIMATE_FIELDVIEW_CLIENT_SECRET}`
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
