import { defineProvider, type ProviderContract } from '../framework/define-provider.ts'
import { CREDENTIAL_PATH, requestUrl } from './authorization.ts'
import { exchangeCode } from './exchange-code.ts'
import { sharedBy } from './scopes.ts'
import { settings } from './settings.ts'

/**
 * Climate FieldView.
 *
 * Quirks:
 * - Three ways to its authorization URL; by default Leaf gives it, per Leaf user, on the very path that attaches.
 * - No helper exchanges the code: we send it to FieldView itself, with HTTP Basic that is not form-encoded.
 * - No environments. Its refresh token is said to work once (third party): Leaf alone may use it.
 *
 * Sources: Leaf's tutorial "Connect to Climate FieldView API", steps 1 to 3 (seed document 003); `helper`: Leaf's older
 * documentation; `direct`: FieldView's own pages, in an older form (providers.md, marked P).
 */
export const climateFieldView = defineProvider({
  id: 'ClimateFieldView',
  label: 'Climate FieldView',
  shortLabel: 'FieldView',
  brands: ['Bayer'],
  settings,
  prerequisites: [],
  authorizationHosts: ['climate.com', '*.climate.com'],
  refusals: [],
  clientId: ({ CLIMATE_FIELDVIEW_CLIENT_ID }) => CLIMATE_FIELDVIEW_CLIENT_ID,
  environment: () => null,
  dataShared: ({ CLIMATE_FIELDVIEW_SCOPES }) => sharedBy(CLIMATE_FIELDVIEW_SCOPES ?? []),
  authorization: {
    per: ({ CLIMATE_FIELDVIEW_AUTHORIZATION }) =>
      CLIMATE_FIELDVIEW_AUTHORIZATION === 'leaf' ? 'leaf_user' : 'provider',
    requestUrl,
  },
  exchangeCode,
  portal: {
    url: 'https://dev.fieldview.com/',
    steps: [
      'Take client id, client secret and API key from the portal.',
      'Have the redirect URI registered for the client, letter by letter.',
      'Confirm the read scopes with developer@climate.com: asHarvested, asPlanted, asApplied, fields, resourceOwners, farmOrganizations.',
    ],
  },
  credential: {
    path: CREDENTIAL_PATH,
    body: (own, refreshToken) => ({
      clientId: own.CLIMATE_FIELDVIEW_CLIENT_ID,
      clientSecret: own.CLIMATE_FIELDVIEW_CLIENT_SECRET,
      apiKey: own.CLIMATE_FIELDVIEW_API_KEY,
      refreshToken,
    }),
  },
} satisfies ProviderContract<typeof settings.shape>)
