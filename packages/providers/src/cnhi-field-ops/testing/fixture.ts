import { CODE_ENCODED, postJson, PUBLIC_URL, type ProviderFixture } from '../../testing/provider-fixture.ts'

const HELPER = 'https://cnhi-oauth2-helper.withleaf.io'
const REDIRECT = `${PUBLIC_URL}/callback/CNHIFieldOps`

/** Shapes: seed document 000, steps 2 to 4. Refusals: seed document 001, Troubleshooting; RFC 6749 section 5.2. */
export const cnhiFieldOpsFixture: ProviderFixture = {
  title: 'CNHIFieldOps',
  variables: {
    CNHI_FIELDOPS_CLIENT_ID: 'fieldops-id',
    CNHI_FIELDOPS_CLIENT_SECRET: 'fieldops-secret-canary',
    CNHI_FIELDOPS_SUBSCRIPTION_KEY: 'fieldops-subscription-canary',
    CNHI_FIELDOPS_ENVIRONMENT: 'PRODUCTION',
  },
  needed: [
    'CNHI_FIELDOPS_CLIENT_ID',
    'CNHI_FIELDOPS_CLIENT_SECRET',
    'CNHI_FIELDOPS_SUBSCRIPTION_KEY',
    'CNHI_FIELDOPS_ENVIRONMENT',
  ],
  facts: {
    id: 'CNHIFieldOps',
    label: 'CNH FieldOps',
    shortLabel: 'FieldOps',
    brands: ['Case IH', 'New Holland', 'Steyr'],
    environment: 'PRODUCTION',
    prerequisites: ['farm_manager_title', 'signed_in_once'],
    dataShared: ['fields', 'operations', 'files'],
    clientId: 'fieldops-id',
    authorizationHosts: ['identity.cnhind.com', 'stg.identity.cnhind.com', 'stg-identity.cnhind.com'],
    authorizationUrlPer: 'provider',
  },
  url: {
    sent: postJson(`${HELPER}/fieldops/get_url`, {
      client_id: 'fieldops-id',
      client_redirect_url: REDIRECT,
      production: true,
    }),
    expected: `https://identity.cnhind.com/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: 'fieldops-id',
      redirect_uri: REDIRECT,
    }).toString()}`,
  },
  exchange: {
    sent: postJson(`${HELPER}/fieldops/get_token`, {
      client_id: 'fieldops-id',
      client_secret: 'fieldops-secret-canary',
      response_url: `${REDIRECT}?code=${CODE_ENCODED}`,
      client_redirect_url: REDIRECT,
    }),
    answer: { refresh_token: 'refresh-canary' },
    field: 'refresh_token',
    refusals: [
      [400, { error: 'invalid_grant' }, 'code_rejected'],
      [401, { message: 'Access denied due to invalid subscription key.' }, 'subscription_key_rejected'],
      [400, { error: 'invalid_grant', error_description: 'No such account in STAGE' }, 'environment_mismatch'],
      [
        403,
        { error: 'access_denied', error_description: 'The Farm Manager title is missing' },
        'grower_not_authorized',
      ],
      [403, { message: 'User is not authorized' }, 'grower_not_authorized'],
      [401, { error: 'invalid_client', error_description: 'Client not authorized' }, 'provider_unavailable'],
    ],
  },
  credential: {
    path: 'cnhi-field-ops-credentials',
    body: {
      clientId: 'fieldops-id',
      clientSecret: 'fieldops-secret-canary',
      subscriptionKey: 'fieldops-subscription-canary',
      refreshToken: 'refresh-canary',
      clientEnvironment: 'PRODUCTION',
    },
  },
}
