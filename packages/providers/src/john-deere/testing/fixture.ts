import { CODE_ENCODED, postJson, PUBLIC_URL, type ProviderFixture } from '../../testing/provider-fixture.ts'

const HELPER = 'https://johndeere-oauth2-helper.withleaf.io'
const REDIRECT = `${PUBLIC_URL}/callback/JohnDeere`
const keys = { clientKey: 'deere-key', clientSecret: 'deere-secret-canary' }

/** Shapes: seed document 004, steps 2, 3 and 5. Refusals: RFC 6749 section 5.2, as a helper would pass them on. */
export const johnDeereFixture: ProviderFixture = {
  title: 'JohnDeere',
  variables: {
    JOHN_DEERE_CLIENT_KEY: 'deere-key',
    JOHN_DEERE_CLIENT_SECRET: 'deere-secret-canary',
    JOHN_DEERE_ENVIRONMENT: 'STAGE',
  },
  needed: ['JOHN_DEERE_CLIENT_KEY', 'JOHN_DEERE_CLIENT_SECRET', 'JOHN_DEERE_ENVIRONMENT'],
  facts: {
    id: 'JohnDeere',
    label: 'John Deere',
    shortLabel: 'John Deere',
    brands: ['Operations Center'],
    environment: 'STAGE',
    prerequisites: ['choose_organizations'],
    dataShared: ['fields', 'operations', 'files'],
    clientId: 'deere-key',
    authorizationHosts: ['signin.johndeere.com', 'connections.deere.com'],
    authorizationUrlPer: 'provider',
  },
  url: {
    sent: postJson(`${HELPER}/get_url`, { ...keys, clientRedirectUrl: REDIRECT }),
    expected: `https://signin.johndeere.com/oauth2/aus78tnlaysMraFhC1t7/v1/authorize?${new URLSearchParams({
      response_type: 'code',
      scope: 'ag1 ag2 ag3 org1 work1 offline_access',
      client_id: 'deere-key',
      state: 'theirs',
      redirect_uri: REDIRECT,
    }).toString()}`,
  },
  exchange: {
    sent: postJson(`${HELPER}/get_token`, {
      ...keys,
      responseUrl: `${REDIRECT}?code=${CODE_ENCODED}`,
      clientRedirectUrl: REDIRECT,
    }),
    answer: { refreshToken: 'refresh-canary' },
    field: 'refreshToken',
    refusals: [
      [
        400,
        { error: 'invalid_grant', error_description: 'The authorization code is invalid or has expired.' },
        'code_rejected',
      ],
      [500, { message: '(invalid_grant) The authorization code is invalid or has expired.' }, 'code_rejected'],
      [200, { error: 'invalid_grant' }, 'code_rejected'],
      [400, { message: 'The account does not exist in this environment' }, 'environment_mismatch'],
      [401, { error: 'invalid_client', error_description: 'Client not authorized' }, 'provider_unavailable'],
      [400, { error: 'access_denied', error_description: 'The user is not authorized' }, 'provider_unavailable'],
    ],
  },
  credential: {
    path: 'john-deere-credentials',
    body: { ...keys, refreshToken: 'refresh-canary', clientEnvironment: 'STAGE' },
  },
}
