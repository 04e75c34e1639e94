import { z } from 'zod'
import { defineProvider, type ProviderContract } from '../framework/define-provider.ts'
import { judgeRefreshToken, judgeUrl, responseUrl, sendToProvider } from '../framework/provider-call.ts'
import { setting } from '../framework/settings.ts'

const settings = z.object({
  /** "App ID" at developer.deere.com. */
  JOHN_DEERE_CLIENT_KEY: setting.text,
  /** "Shared Secret". */
  JOHN_DEERE_CLIENT_SECRET: setting.text,
  JOHN_DEERE_ENVIRONMENT: setting.environment,
  JOHN_DEERE_HELPER_URL: setting.baseUrl.default('https://johndeere-oauth2-helper.withleaf.io'),
  JOHN_DEERE_CONNECTIONS_URL: setting.baseUrl.default('https://connections.deere.com'),
})

const refusals = ['environment_mismatch'] as const

/**
 * John Deere Operations Center, through Leaf's helper.
 *
 * Quirks:
 * - camelCase everywhere, `refreshToken` included; the helper takes the secret even for the URL.
 * - The helper knows no environment: STAGE or PRODUCTION is told to Leaf with the credential alone.
 * - OAuth is half the way: on a second page the grower chooses organizations, and nothing else is shared. Whether that
 *   page keeps the query of our redirect URI, in which `state` travels, is documented nowhere: it may be lost.
 *
 * Sources: Leaf's tutorial "Connect to John Deere Operations Center API", steps 2 to 5 (seed document 004);
 * hosts: providers.md.
 */
export const johnDeere = defineProvider({
  id: 'JohnDeere',
  label: 'John Deere',
  shortLabel: 'John Deere',
  brands: ['Operations Center'],
  settings,
  prerequisites: ['choose_organizations'],
  authorizationHosts: ['signin.johndeere.com', 'connections.deere.com'],
  refusals,
  clientId: ({ JOHN_DEERE_CLIENT_KEY }) => JOHN_DEERE_CLIENT_KEY,
  environment: ({ JOHN_DEERE_ENVIRONMENT }) => JOHN_DEERE_ENVIRONMENT,
  dataShared: () => ['fields', 'operations', 'files'],
  authorization: {
    per: () => 'provider',
    async requestUrl(own, context) {
      const name = 'JohnDeere get_url'
      const answer = await sendToProvider(context, {
        method: 'POST',
        url: `${own.JOHN_DEERE_HELPER_URL}/get_url`,
        json: { ...keys(own), clientRedirectUrl: context.redirectUri },
        name,
      })
      return judgeUrl(answer, { name, refusals })
    },
  },
  async exchangeCode(own, context, code) {
    const name = 'JohnDeere get_token'
    const { redirectUri } = context
    const answer = await sendToProvider(context, {
      method: 'POST',
      url: `${own.JOHN_DEERE_HELPER_URL}/get_token`,
      json: { ...keys(own), responseUrl: responseUrl(redirectUri, code), clientRedirectUrl: redirectUri },
      name,
    })
    return judgeRefreshToken(answer, 'refreshToken', { name, refusals })
  },
  portal: {
    url: 'https://developer.deere.com/',
    steps: [
      'My Applications, Create Application. APIs: Organizations, Webhook, Clients, Farm, Field, Boundaries, Field Operations, Files.',
      'App ID is JOHN_DEERE_CLIENT_KEY, Shared Secret is JOHN_DEERE_CLIENT_SECRET.',
      'Register the redirect URIs, the first one at least, letter by letter.',
      'Request Access, Precision Tech, Operations Center - Webhook: without it Leaf polls, at least every 24 hours.',
    ],
  },
  credential: {
    path: 'john-deere-credentials',
    body: (own, refreshToken) => ({ ...keys(own), refreshToken, clientEnvironment: own.JOHN_DEERE_ENVIRONMENT }),
  },
  organizations: {
    pageUrl(own, redirectUri) {
      const clientKey = encodeURIComponent(own.JOHN_DEERE_CLIENT_KEY)
      // Exactly the registered URI and nothing beside it: docs/decisions/organizations-return-without-state.md.
      const query = new URLSearchParams({ redirect_uri: redirectUri }).toString()
      return `${own.JOHN_DEERE_CONNECTIONS_URL}/connections/${clientKey}/select-organizations?${query}`
    },
  },
} satisfies ProviderContract<typeof settings.shape>)

const keys = (own: z.output<typeof settings>) => ({
  clientKey: own.JOHN_DEERE_CLIENT_KEY,
  clientSecret: own.JOHN_DEERE_CLIENT_SECRET,
})
