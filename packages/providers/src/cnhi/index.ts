import { z } from 'zod'
import { defineProvider, type ProviderContract } from '../framework/define-provider.ts'
import { judgeRefreshToken, judgeUrl, responseUrl, sendToProvider } from '../framework/provider-call.ts'
import { setting } from '../framework/settings.ts'
import { CNH_AUTHORIZATION_HOSTS, CNH_HELPER_URL } from './cnh.ts'

const settings = z.object({
  CNHI_CLIENT_ID: setting.text,
  CNHI_CLIENT_SECRET: setting.text,
  CNHI_SUBSCRIPTION_KEY: setting.text,
  CNHI_ENVIRONMENT: setting.environment,
  CNHI_HELPER_URL: CNH_HELPER_URL,
})

const refusals = ['subscription_key_rejected', 'environment_mismatch'] as const

/**
 * CNH AFS Connect, the older of CNH's platforms, through Leaf's helper.
 *
 * Quirks:
 * - Unlike FieldOps, the helper takes secret, subscription key and `production` in both calls.
 * - With both platforms connected the same field appears twice; which one to remove is the grower's choice.
 *
 * Sources: Leaf's provider page "CNHi", Credentials schema, last modified 2026-03-19 (seed document 002); the helper's
 * two calls: Leaf's older documentation (providers.md, marked L).
 */
export const cnhi = defineProvider({
  id: 'CNHI',
  label: 'CNH AFS Connect',
  shortLabel: 'AFS Connect',
  brands: ['Case IH AFS', 'New Holland MyPLM'],
  settings,
  prerequisites: [],
  authorizationHosts: CNH_AUTHORIZATION_HOSTS,
  refusals,
  clientId: ({ CNHI_CLIENT_ID }) => CNHI_CLIENT_ID,
  environment: ({ CNHI_ENVIRONMENT }) => CNHI_ENVIRONMENT,
  dataShared: () => ['fields', 'operations', 'files'],
  authorization: {
    per: () => 'provider',
    async requestUrl(own, context) {
      const name = 'CNHI get_url'
      const answer = await sendToProvider(context, {
        method: 'POST',
        url: `${own.CNHI_HELPER_URL}/get_url`,
        json: { ...helperKeys(own), client_redirect_url: context.redirectUri },
        name,
      })
      return judgeUrl(answer, { name, refusals })
    },
  },
  async exchangeCode(own, context, code) {
    const name = 'CNHI get_token'
    const { redirectUri } = context
    const answer = await sendToProvider(context, {
      method: 'POST',
      url: `${own.CNHI_HELPER_URL}/get_token`,
      json: {
        ...helperKeys(own),
        response_url: responseUrl(redirectUri, code),
        client_redirect_url: redirectUri,
      },
      name,
    })
    return judgeRefreshToken(answer, 'refresh_token', { name, refusals })
  },
  portal: {
    url: null,
    steps: [
      'The older platform: take client id, secret and subscription key of its own; those of FieldOps do not work here.',
      'Have CNH register the redirect URI for that client, letter by letter.',
    ],
  },
  credential: {
    path: 'cnhi-credentials',
    body: (own, refreshToken) => ({
      clientId: own.CNHI_CLIENT_ID,
      clientSecret: own.CNHI_CLIENT_SECRET,
      subscriptionKey: own.CNHI_SUBSCRIPTION_KEY,
      refreshToken,
      clientEnvironment: own.CNHI_ENVIRONMENT,
    }),
  },
} satisfies ProviderContract<typeof settings.shape>)

const helperKeys = (own: z.output<typeof settings>) => ({
  client_id: own.CNHI_CLIENT_ID,
  client_secret: own.CNHI_CLIENT_SECRET,
  subscription_key: own.CNHI_SUBSCRIPTION_KEY,
  production: own.CNHI_ENVIRONMENT === 'PRODUCTION',
})
