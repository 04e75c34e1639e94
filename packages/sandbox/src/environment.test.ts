import { expect, test } from 'vitest'
import { sandboxEnvironment } from './environment.ts'

test('names every variable that points a BFF at a sandbox', () => {
  expect(sandboxEnvironment('http://127.0.0.1:5000/')).toEqual({
    LEAF_API_URL: 'http://127.0.0.1:5000/leaf',
    LEAF_USERNAME: expect.any(String),
    LEAF_PASSWORD: expect.stringMatching(/^CANARY-/),
    JOHN_DEERE_CLIENT_KEY: expect.any(String),
    JOHN_DEERE_CLIENT_SECRET: expect.stringMatching(/^CANARY-/),
    JOHN_DEERE_ENVIRONMENT: 'STAGE',
    JOHN_DEERE_HELPER_URL: 'http://127.0.0.1:5000/helpers/johndeere',
    JOHN_DEERE_CONNECTIONS_URL: 'http://127.0.0.1:5000/johndeere',
    CNHI_FIELDOPS_CLIENT_ID: expect.any(String),
    CNHI_FIELDOPS_CLIENT_SECRET: expect.stringMatching(/^CANARY-/),
    CNHI_FIELDOPS_SUBSCRIPTION_KEY: expect.stringMatching(/^CANARY-/),
    CNHI_FIELDOPS_ENVIRONMENT: 'STAGE',
    CNHI_CLIENT_ID: expect.any(String),
    CNHI_CLIENT_SECRET: expect.stringMatching(/^CANARY-/),
    CNHI_SUBSCRIPTION_KEY: expect.stringMatching(/^CANARY-/),
    CNHI_ENVIRONMENT: 'STAGE',
    CNHI_HELPER_URL: 'http://127.0.0.1:5000/helpers/cnhi',
    CLIMATE_FIELDVIEW_CLIENT_ID: expect.any(String),
    CLIMATE_FIELDVIEW_CLIENT_SECRET: expect.stringMatching(/^CANARY-/),
    CLIMATE_FIELDVIEW_API_KEY: expect.stringMatching(/^CANARY-/),
    CLIMATE_FIELDVIEW_HELPER_URL: 'http://127.0.0.1:5000/helpers/fieldview',
    CLIMATE_FIELDVIEW_AUTHORIZE_URL: 'http://127.0.0.1:5000/fieldview/app-login/index.html',
    CLIMATE_FIELDVIEW_TOKEN_URL: 'http://127.0.0.1:5000/fieldview/api/oauth/token',
    HITCH_PROVIDER_HOSTS: '127.0.0.1',
  })
})
