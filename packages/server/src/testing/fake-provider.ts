import type { ProviderId } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'

/** What a test may say of a provider; asked and told stands in `calls`. */
export interface FakeProvider extends ConfiguredProvider {
  readonly calls: { leafUserId: string; redirectUri: string }[]
  /** What the helper gives, or throws, at the next asking. */
  answer: () => string | Promise<string>
}

export const HELPER_HOST = 'signin.example.com'

export const fakeProvider = (id: ProviderId, overrides: Partial<ConfiguredProvider> = {}): FakeProvider => {
  const provider: FakeProvider = {
    id,
    label: id,
    shortLabel: {
      JohnDeere: 'John Deere',
      CNHIFieldOps: 'FieldOps',
      CNHI: 'AFS Connect',
      ClimateFieldView: 'FieldView',
    }[id],
    brands: [id],
    environment: 'STAGE',
    prerequisites: [],
    dataShared: ['fields'],
    clientId: `client-${id}`,
    authorizationHosts: [HELPER_HOST],
    authorizationUrlPer: 'provider',
    portal: { url: 'https://developer.example.com/', steps: ['Register the redirect URI.'] },
    credential: { path: 'fake-credentials', body: (refreshToken) => ({ refreshToken }) },
    exchangeCode: () => Promise.reject(new Error('the fake hand-over exchanges nothing')),
    ...(id === 'JohnDeere'
      ? {
          organizations: {
            pageUrl: (redirectUri: string) =>
              `https://connections.example.com/select?${new URLSearchParams({ redirect_uri: redirectUri }).toString()}`,
          },
        }
      : {}),
    ...overrides,
    calls: [],
    answer: () => `https://${HELPER_HOST}/authorize?client_id=client-${id}&response_type=code&scope=a%20b`,
    async requestAuthorizationUrl({ leafUserId, redirectUri }) {
      provider.calls.push({ leafUserId, redirectUri })
      return await provider.answer()
    },
  }
  return provider
}
