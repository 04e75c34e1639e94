import { z } from 'zod'
import { CNH_AUTHORIZATION_HOSTS, CNH_HELPER_URL } from '../cnhi/cnh.ts'
import { defineProvider, type ProviderContract } from '../framework/define-provider.ts'
import { judgeRefreshToken, judgeUrl, responseUrl, sendToProvider } from '../framework/provider-call.ts'
import { setting } from '../framework/settings.ts'

const settings = z.object({
  CNHI_FIELDOPS_CLIENT_ID: setting.text,
  CNHI_FIELDOPS_CLIENT_SECRET: setting.text,
  /** Of the FieldOps application: keys of AFS Connect do not work here. */
  CNHI_FIELDOPS_SUBSCRIPTION_KEY: setting.text,
  CNHI_FIELDOPS_ENVIRONMENT: setting.environment,
  CNHI_HELPER_URL: CNH_HELPER_URL,
})

const refusals = ['subscription_key_rejected', 'environment_mismatch', 'grower_not_authorized'] as const

/**
 * CNH FieldOps, CNH's current platform, through Leaf's helper.
 *
 * Quirks:
 * - `production` stands in get_url alone; get_token takes no environment, and neither takes the subscription key.
 * - Leaf's `clientEnvironment` is optional and means STAGE when left out: it is always sent.
 * - The grower needs the Farm Manager title and one earlier sign-in to the portal; else consent fails.
 *
 * Sources: Leaf's tutorial "Connect to CNHI FieldOps API", steps 2 to 4 (seed document 000); Leaf's provider page
 * "CNHI FieldOps", sections Credentials schema and Troubleshooting (seed document 001).
 */
export const cnhiFieldOps = defineProvider({
  id: 'CNHIFieldOps',
  label: 'CNH FieldOps',
  shortLabel: 'FieldOps',
  brands: ['Case IH', 'New Holland', 'Steyr'],
  settings,
  prerequisites: ['farm_manager_title', 'signed_in_once'],
  authorizationHosts: CNH_AUTHORIZATION_HOSTS,
  refusals,
  clientId: ({ CNHI_FIELDOPS_CLIENT_ID }) => CNHI_FIELDOPS_CLIENT_ID,
  environment: ({ CNHI_FIELDOPS_ENVIRONMENT }) => CNHI_FIELDOPS_ENVIRONMENT,
  dataShared: () => ['fields', 'operations', 'files'],
  authorization: {
    per: () => 'provider',
    async requestUrl(own, context) {
      const name = 'CNHIFieldOps get_url'
      const answer = await sendToProvider(context, {
        method: 'POST',
        url: `${own.CNHI_HELPER_URL}/fieldops/get_url`,
        json: {
          client_id: own.CNHI_FIELDOPS_CLIENT_ID,
          client_redirect_url: context.redirectUri,
          production: own.CNHI_FIELDOPS_ENVIRONMENT === 'PRODUCTION',
        },
        name,
      })
      return judgeUrl(answer, { name, refusals })
    },
  },
  async exchangeCode(own, context, code) {
    const name = 'CNHIFieldOps get_token'
    const { redirectUri } = context
    const answer = await sendToProvider(context, {
      method: 'POST',
      url: `${own.CNHI_HELPER_URL}/fieldops/get_token`,
      json: {
        client_id: own.CNHI_FIELDOPS_CLIENT_ID,
        client_secret: own.CNHI_FIELDOPS_CLIENT_SECRET,
        response_url: responseUrl(redirectUri, code),
        client_redirect_url: redirectUri,
      },
      name,
    })
    return judgeRefreshToken(answer, 'refresh_token', { name, refusals })
  },
  portal: {
    url: 'https://develop.cnh.com/',
    steps: [
      'Sign up with an address of your company’s own domain; free mail addresses are refused.',
      'Account, My Applications, Add New Application. Portal: FieldsOps Portal. OAuth Callback URL: the redirect URI.',
      'Client ID, Client Secret and Subscription Key stand in API Information; keys of AFS Connect do not work here.',
      'A new application is STAGE until CNH promotes it.',
    ],
  },
  credential: {
    path: 'cnhi-field-ops-credentials',
    body: (own, refreshToken) => ({
      clientId: own.CNHI_FIELDOPS_CLIENT_ID,
      clientSecret: own.CNHI_FIELDOPS_CLIENT_SECRET,
      subscriptionKey: own.CNHI_FIELDOPS_SUBSCRIPTION_KEY,
      refreshToken,
      clientEnvironment: own.CNHI_FIELDOPS_ENVIRONMENT,
    }),
  },
} satisfies ProviderContract<typeof settings.shape>)
