import { expect, test } from 'vitest'
import { climateFieldViewFixtures } from './climate-field-view/testing/fixtures.ts'
import { cnhiFieldOpsFixture } from './cnhi-field-ops/testing/fixture.ts'
import { cnhiFixture } from './cnhi/testing/fixture.ts'
import { SettingsError } from './framework/settings.ts'
import { johnDeereFixture } from './john-deere/testing/fixture.ts'
import { readProviders } from './registry.ts'
import { scriptProvider } from './testing/script-provider.ts'

const fieldView = climateFieldViewFixtures[0]?.variables ?? {}
const REDIRECT = 'http://localhost:4310/callback/x'
const one = (variables: Record<string, string>) => {
  const [provider, ...others] = readProviders(variables)
  if (provider === undefined || others.length > 0) throw new Error('not exactly one provider')
  return provider
}
const sentBy = async (variables: Record<string, string>, answer: unknown) => {
  const provider = one(variables)
  const { context, sent } = scriptProvider(REDIRECT, [{ json: answer }, { json: answer }])
  await provider.requestAuthorizationUrl(context)
  await provider.exchangeCode(context, 'code')
  return sent.map(({ call, body }) => ({ call, body: JSON.parse(body ?? '') as Record<string, unknown> }))
}
const answer = { url: 'https://x.example', refresh_token: 'r', refreshToken: 'r' }

test('all four complete sets give all four, in order', () => {
  const all = [fieldView, cnhiFixture, cnhiFieldOpsFixture, johnDeereFixture]
  const variables = Object.assign({}, ...all.map((part) => ('variables' in part ? part.variables : part)))
  expect(readProviders(variables).map(({ id }) => id)).toEqual([
    'JohnDeere',
    'CNHIFieldOps',
    'CNHI',
    'ClimateFieldView',
  ])
})

test('addresses alone offer nothing', () => {
  expect(readProviders({ CNHI_HELPER_URL: 'https://x.example', CLIMATE_FIELDVIEW_AUTHORIZATION: 'direct' })).toEqual([])
})

test.each([
  ['STAGE', false],
  ['PRODUCTION', true],
])(
  'FieldOps on %s says production: %s for the URL alone, and the environment to Leaf',
  async (environment, production) => {
    const variables = { ...cnhiFieldOpsFixture.variables, CNHI_FIELDOPS_ENVIRONMENT: environment }
    const [url, token] = await sentBy(variables, answer)
    expect(url?.body['production']).toBe(production)
    expect(token?.body).not.toHaveProperty('production')
    expect(one(variables).credential.body('r')['clientEnvironment']).toBe(environment)
  },
)

test.each([
  ['STAGE', false],
  ['PRODUCTION', true],
])('AFS Connect on %s says production: %s in both calls', async (environment, production) => {
  const variables = { ...cnhiFixture.variables, CNHI_ENVIRONMENT: environment }
  const calls = await sentBy(variables, answer)
  expect(calls.map(({ body }) => body['production'])).toEqual([production, production])
  expect(one(variables).credential.body('r')['clientEnvironment']).toBe(environment)
})

test('a base may end in a path and a slash; ours is appended', async () => {
  const variables = { ...johnDeereFixture.variables, JOHN_DEERE_HELPER_URL: 'http://localhost:4320/helper/' }
  const calls = await sentBy(variables, answer)
  expect(calls.map(({ call }) => call)).toEqual([
    'POST http://localhost:4320/helper/get_url',
    'POST http://localhost:4320/helper/get_token',
  ])
})

test('John Deere’s organizations page gets our redirect URI as it is registered, and nothing else', () => {
  const provider = one({ ...johnDeereFixture.variables, JOHN_DEERE_CLIENT_KEY: 'key/..?' })
  const redirect = 'https://connect.example.com/callback/JohnDeere/organizations'
  const page = new URL(provider.organizations?.pageUrl(redirect) ?? '')
  expect(page.origin + page.pathname).toBe('https://connections.deere.com/connections/key%2F..%3F/select-organizations')
  expect([...page.searchParams]).toEqual([['redirect_uri', redirect]])
  expect(one(fieldView).organizations).toBeUndefined()
})

test('FieldView’s write scopes are told to the grower', () => {
  const CLIMATE_FIELDVIEW_SCOPES = 'fields:read fields:write rx:write soil:write imagery:write else:write'
  expect(one({ ...fieldView, CLIMATE_FIELDVIEW_SCOPES }).dataShared).toEqual([
    'fields',
    'operations',
    'files',
    'fields_write',
    'prescriptions_write',
    'soil_write',
    'imagery_write',
  ])
})

test.each([
  ['CLIMATE_FIELDVIEW_AUTHORIZATION', 'Leaf'],
  ['CLIMATE_FIELDVIEW_SCOPES', 'fields:read "rx"'],
  ['CLIMATE_FIELDVIEW_CLIENT_ID', 'with:colon'],
  ['CLIMATE_FIELDVIEW_HELPER_URL', 'http://cfv.example'],
  ['CLIMATE_FIELDVIEW_HELPER_URL', 'cfv.example'],
  ['CLIMATE_FIELDVIEW_TOKEN_URL', 'https://user:pass@api.climate.com/token'],
  ['CLIMATE_FIELDVIEW_TOKEN_URL', 'https://api.climate.com/token?x=1'],
  ['CLIMATE_FIELDVIEW_AUTHORIZE_URL', 'https://climate.com/#x'],
  ['CLIMATE_FIELDVIEW_AUTHORIZE_URL', 'javascript:alert(1)'],
])('%s=%s stops the start and is not quoted', (name, value) => {
  const read = () => readProviders({ ...fieldView, [name]: value })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(new RegExp(`^${name} must (?!.*${value.replace(/[^a-z]/gi, '.')})`))
})

test('surrounding blanks, as files leave them, are no part of a setting', () => {
  const padded = Object.entries(cnhiFixture.variables).map(([name, value]) => [name, ` ${value}\n`])
  expect(one(Object.fromEntries(padded)).credential.body('refresh-canary')).toEqual(cnhiFixture.credential.body)
})

test('what FieldOps says at the callback is read for its own meanings alone', () => {
  const fieldOps = one(cnhiFieldOpsFixture.variables)
  expect(fieldOps.refusalCode?.('access_denied', 'Farm Manager title required')).toBe('grower_not_authorized')
  expect(fieldOps.refusalCode?.('access_denied', 'account of another environment')).toBe('environment_mismatch')
  expect(fieldOps.refusalCode?.('access_denied', 'the grower said no')).toBeUndefined()
  expect(fieldOps.refusalCode?.('access_denied', undefined)).toBeUndefined()
  expect(one(fieldView).refusalCode?.('access_denied', 'Farm Manager')).toBeUndefined()
})
