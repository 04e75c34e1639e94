import { CODE_ENCODED, postJson, PUBLIC_URL, type ProviderFixture } from '../../testing/provider-fixture.ts'

const HELPER = 'https://cnhi-oauth2-helper.withleaf.io'
const REDIRECT = `${PUBLIC_URL}/callback/CNHI`

/** Shapes: seed document 002 (credential); providers.md, marked L (helper). Refusals: 002, Troubleshooting. */
export const cnhiFixture: ProviderFixture = {
  title: 'CNHI',
  variables: {
    CNHI_CLIENT_ID: 'afs-id',
    CNHI_CLIENT_SECRET: 'afs-secret-canary',
    CNHI_SUBSCRIPTION_KEY: 'afs-subscription-canary',
    CNHI_ENVIRONMENT: 'STAGE',
  },
  needed: ['CNHI_CLIENT_ID', 'CNHI_CLIENT_SECRET', 'CNHI_SUBSCRIPTION_KEY', 'CNHI_ENVIRONMENT'],
  facts: {
    id: 'CNHI',
    label: 'CNH AFS Connect',
    shortLabel: 'AFS Connect',
    brands: ['Case IH AFS', 'New Holland MyPLM'],
    environment: 'STAGE',
    prerequisites: [],
    dataShared: ['fields', 'operations', 'files'],
    clientId: 'afs-id',
    authorizationUrlPer: 'provider',
  },
  url: {
    sent: postJson(`${HELPER}/get_url`, {
      client_id: 'afs-id',
      client_secret: 'afs-secret-canary',
      subscription_key: 'afs-subscription-canary',
      production: false,
      client_redirect_url: REDIRECT,
    }),
    expected: `https://stg.identity.cnhind.com/authorize?${new URLSearchParams({
      client_id: 'afs-id',
      redirect_uri: REDIRECT,
      response_type: 'code',
    }).toString()}`,
  },
  exchange: {
    sent: postJson(`${HELPER}/get_token`, {
      client_id: 'afs-id',
      client_secret: 'afs-secret-canary',
      subscription_key: 'afs-subscription-canary',
      production: false,
      response_url: `${REDIRECT}?code=${CODE_ENCODED}`,
      client_redirect_url: REDIRECT,
    }),
    answer: { refresh_token: 'refresh-canary' },
    field: 'refresh_token',
    refusals: [
      [400, { error: 'invalid_grant' }, 'code_rejected'],
      [401, { message: 'Access denied due to missing subscription key.' }, 'subscription_key_rejected'],
      [400, { detail: 'The application is registered in the PRODUCTION environment' }, 'environment_mismatch'],
      // The title of a Farm Manager is a matter of FieldOps.
      [403, { message: 'User is not authorized' }, 'provider_unavailable'],
    ],
  },
  credential: {
    path: 'cnhi-credentials',
    body: {
      clientId: 'afs-id',
      clientSecret: 'afs-secret-canary',
      subscriptionKey: 'afs-subscription-canary',
      refreshToken: 'refresh-canary',
      clientEnvironment: 'STAGE',
    },
  },
}
