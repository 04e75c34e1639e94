import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { sendToProvider } from '../framework/provider-call.ts'
import { ProviderError, type ProviderCallContext } from '../framework/provider.ts'
import { readRefusal } from '../framework/refusal.ts'
import type { UpstreamAnswer } from '../framework/upstream.ts'
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
  let answer: UpstreamAnswer | undefined
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    rawBasic(own),
    callback,
    context.redirectUri,
    oauth.nopkce,
    {
      [oauth.customFetch]: async (url, { headers, body }) => {
        answer = await sendToProvider(context, {
          method: 'POST',
          url,
          headers,
          form: Object.fromEntries(body),
          name: NAME,
        })
        return toResponse(answer)
      },
      // Settings allow http on loopback alone.
      [oauth.allowInsecureRequests]: new URL(own.CLIMATE_FIELDVIEW_TOKEN_URL).protocol === 'http:',
    },
  )
  return await judgeTokens(server, client, response, answer?.text ?? '')
}

const judgeTokens = async (
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  response: Response,
  text: string,
): Promise<string> => {
  const { status } = response
  try {
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response)
    if (tokens.refresh_token !== undefined && /\S/.test(tokens.refresh_token)) return tokens.refresh_token
  } catch {
    // What is thrown holds the whole body, tokens too; what it says is read from the text below.
  }
  throw new ProviderError(readRefusal(text, []), `${NAME}: ${status} without refresh_token`, { answered: true })
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

/**
 * What is read of a token answer (RFC 6749 section 5.1). `id_token` is left out: it is for signing in, which nobody does
 * here, and its checks would need an issuer that FieldView does not publish. So is `scope`, which need not be a text.
 */
const tokenSchema = z.object({
  access_token: z.unknown().optional(),
  token_type: z.unknown().optional(),
  refresh_token: z.unknown().optional(),
})

const toResponse = ({ status, text }: UpstreamAnswer): Response => {
  const read = tokenSchema.safeParse(parseJson(text))
  const body = status === 204 ? null : JSON.stringify(read.success ? read.data : {})
  return new Response(body, { status, headers: { 'content-type': 'application/json' } })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
