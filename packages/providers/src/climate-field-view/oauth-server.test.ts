import { expect, test } from 'vitest'
import { judgeAuthorizationUrl, withState } from '../framework/authorization-url.ts'
import { createUpstream } from '../framework/create-upstream.ts'
import type { ConfiguredProvider, ProviderCallContext } from '../framework/provider.ts'
import { readProviders } from '../registry.ts'
import { providerErrorOf } from '../testing/script-provider.ts'
import { serveOauth, signIn } from './testing/oauth-server.ts'

/**
 * The `direct` mode and the exchange against an OAuth server not of our making, as far as FieldView is one. The client's
 * id has the hyphen that form-encoding would turn into %2D, were it not for our own client authentication. Signs that
 * the encoding would really change (plus, percent) are left out: this server decodes them, FieldView does not.
 */
const REDIRECT = 'https://connect.example.com/callback/ClimateFieldView'
const client = { id: 'hitch-field-view', secret: 'a-secret_of.43-characters', redirectUri: REDIRECT }

const setUp = async (secret = client.secret) => {
  const issuer = await serveOauth(client)
  const [provider] = readProviders({
    CLIMATE_FIELDVIEW_CLIENT_ID: client.id,
    CLIMATE_FIELDVIEW_CLIENT_SECRET: secret,
    CLIMATE_FIELDVIEW_API_KEY: 'key',
    CLIMATE_FIELDVIEW_AUTHORIZATION: 'direct',
    CLIMATE_FIELDVIEW_AUTHORIZE_URL: `${issuer}/auth`,
    CLIMATE_FIELDVIEW_TOKEN_URL: `${issuer}/token`,
  })
  if (provider === undefined) throw new Error('not configured')
  const context: ProviderCallContext = {
    upstream: createUpstream({ log: { debug: () => undefined } }),
    redirectUri: REDIRECT,
    leafUserId: 'leaf-user-1',
    requestUrlFromLeaf: () => Promise.reject(new Error('Leaf was asked')),
  }
  return { provider, context, code: () => codeFrom(provider, context) }
}

const codeFrom = async (provider: ConfiguredProvider, context: ProviderCallContext): Promise<string> => {
  const judged = judgeAuthorizationUrl(await provider.requestAuthorizationUrl(context), {
    provider,
    redirectUri: REDIRECT,
    extraHosts: ['127.0.0.1'],
    loopbackAllowed: true,
  })
  const back = await signIn(withState(judged, 'our-state'), REDIRECT)
  expect(back.searchParams.get('state')).toBe('our-state')
  return back.searchParams.get('code') ?? ''
}

test('from our URL over sign-in and consent to a refresh token', async () => {
  const { provider, context, code } = await setUp()
  expect(await provider.exchangeCode(context, await code())).toMatch(/^[\w-]{20,}$/)
})

test('a code is good once; the second use reads as refused', async () => {
  const { provider, context, code } = await setUp()
  const once = await code()
  await provider.exchangeCode(context, once)
  const error = await providerErrorOf(provider.exchangeCode(context, once))
  expect(error).toMatchObject({ code: 'code_rejected', answered: true })
})

test('a code of another redirect URI reads as refused', async () => {
  const { provider, context, code } = await setUp()
  const elsewhere = { ...context, redirectUri: `${REDIRECT}/other` }
  const error = await providerErrorOf(provider.exchangeCode(elsewhere, await code()))
  expect(error).toMatchObject({ code: 'code_rejected', answered: true })
})

test('a wrong client secret is not the grower’s fault', async () => {
  const { provider, context, code } = await setUp('another-secret')
  const error = await providerErrorOf(provider.exchangeCode(context, await code()))
  expect(error).toMatchObject({ code: 'provider_unavailable', answered: true })
})
