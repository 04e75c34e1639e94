import type { ConfiguredProvider } from '../../framework/provider.ts'
import { CODE_ENCODED, postJson, PUBLIC_URL, type ProviderFixture } from '../../testing/provider-fixture.ts'

const REDIRECT = `${PUBLIC_URL}/callback/ClimateFieldView`
const REDIRECT_ENCODED = encodeURIComponent(REDIRECT)
/** A hyphen and a dot in the id, a plus and a slash in the secret: what form-encoding would spoil. */
const ID = 'field-view.id'
const SECRET = 'field+view/secret-canary'

const variables = {
  CLIMATE_FIELDVIEW_CLIENT_ID: ID,
  CLIMATE_FIELDVIEW_CLIENT_SECRET: SECRET,
  CLIMATE_FIELDVIEW_API_KEY: 'api-key-canary',
}

const facts: Partial<ConfiguredProvider> = {
  id: 'ClimateFieldView',
  label: 'Climate FieldView',
  shortLabel: 'FieldView',
  brands: ['Bayer'],
  environment: null,
  prerequisites: [],
  dataShared: ['fields', 'operations', 'files'],
  clientId: ID,
  authorizationHosts: ['climate.com', '*.climate.com'],
}

/** A page that Leaf or the helper would give: its exact form is not documented. */
const given = `https://climate.com/static/app-login/index.html?page=oidcauthn&client_id=${ID}&redirect_uri=${REDIRECT_ENCODED}`

const common = {
  needed: Object.keys(variables),
  exchange: {
    sent: {
      call: 'POST https://api.climate.com/api/oauth/token',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${ID}:${SECRET}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'hitch',
      },
      body: `redirect_uri=${REDIRECT_ENCODED}&code=${CODE_ENCODED}&grant_type=authorization_code`,
    },
    answer: {
      access_token: 'access-canary',
      token_type: 'Bearer',
      expires_in: 14_399,
      refresh_token: 'refresh-canary',
      scope: ['fields:read'],
      id_token: 'not.a.token',
    },
    field: 'refresh_token',
    refusals: [
      [400, { error: 'invalid_grant', error_description: 'Invalid code' }, 'code_rejected'],
      [401, { error: 'invalid_client' }, 'provider_unavailable'],
      // FieldView has no environments, so words about them mean nothing.
      [400, { error: 'invalid_request', error_description: 'production is over' }, 'provider_unavailable'],
    ],
  },
  credential: {
    path: 'climate-field-view-credentials',
    body: { clientId: ID, clientSecret: SECRET, apiKey: 'api-key-canary', refreshToken: 'refresh-canary' },
  },
} as const satisfies Partial<ProviderFixture>

/** Shapes: seed document 003, steps 1 to 3; `helper` and `direct`: providers.md, marked L and P. */
export const climateFieldViewFixtures: readonly ProviderFixture[] = [
  {
    ...common,
    title: 'ClimateFieldView (leaf)',
    variables,
    facts: { ...facts, authorizationUrlPer: 'leaf_user' },
    url: {
      sentToLeaf: ['climate-field-view-credentials', { client_id: ID, redirect_uri: REDIRECT }],
      expected: given,
    },
  },
  {
    ...common,
    title: 'ClimateFieldView (helper)',
    variables: {
      ...variables,
      CLIMATE_FIELDVIEW_AUTHORIZATION: 'helper',
      CLIMATE_FIELDVIEW_SCOPES: 'fields:read  rx:write fields:read imagery:write',
    },
    facts: {
      ...facts,
      authorizationUrlPer: 'provider',
      dataShared: ['fields', 'operations', 'files', 'prescriptions_write', 'imagery_write'],
    },
    url: {
      sent: postJson('https://cfv-oauth2-helper.withleaf.io/url', {
        client_id: ID,
        redirect_uri: REDIRECT,
        scope: ['fields:read', 'rx:write', 'imagery:write'],
      }),
      expected: given,
    },
  },
  {
    ...common,
    // All that seed document 003 promises of the answer; RFC 6749 section 5.1 would have more.
    exchange: { ...common.exchange, answer: { refresh_token: 'refresh-canary' } },
    title: 'ClimateFieldView (direct)',
    variables: { ...variables, CLIMATE_FIELDVIEW_AUTHORIZATION: 'direct' },
    facts: { ...facts, authorizationUrlPer: 'provider' },
    url: {
      expected: `https://climate.com/static/app-login/index.html?page=oidcauthn&mobile=true&response_type=code&client_id=${ID}&redirect_uri=${REDIRECT_ENCODED}&scope=asHarvested%3Aread+asPlanted%3Aread+asApplied%3Aread+fields%3Aread+resourceOwners%3Aread+farmOrganizations%3Aread`,
    },
  },
]
