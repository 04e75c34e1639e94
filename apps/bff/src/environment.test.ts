import { describe, expect, test } from 'vitest'
import { EnvironmentError, readEnvironment, type Environment } from './environment.ts'

const KEY = Buffer.alloc(32, 7).toString('base64url')
const SECRET = 's3cret-s3cret-s3cret-s3cret-s3cret'
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const complete = {
  HITCH_SECRET_KEY: SECRET,
  HITCH_ENCRYPTION_KEYS: KEY,
  HITCH_ALLOWED_ORIGINS: 'http://localhost:4300',
  HITCH_BRAND_NAME: 'Northfield Grain',
  LEAF_TOKEN: 'leaf-t0ken',
}
const read = (changes: Environment = {}) => readEnvironment({ ...complete, ...changes }, '/srv/hitch')

/** The one line that the operator reads. */
const faultOf = (changes: Environment): string => {
  try {
    read(changes)
    return 'accepted'
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
}

test('what is required suffices in development', () => {
  expect(read()).toEqual({
    isProduction: false,
    publicUrl: 'http://localhost:4310',
    secretKeys: [{ name: 'key 1', key: SECRET }],
    encryptionKeys: [Buffer.alloc(32, 7)],
    allowedOrigins: ['http://localhost:4300'],
    brand: { name: 'Northfield Grain' },
    providers: [],
    providerHosts: [],
    trustedProxies: [],
    leaf: { apiUrl: 'https://api.withleaf.io', token: 'leaf-t0ken' },
    auditDays: 90,
    logLevel: 'info',
    drain: 0,
    operator: null,
    traceEndpoint: null,
    port: 4310,
    hostname: '127.0.0.1',
    database: { dataDir: '/srv/hitch/.hitch', port: 4310 },
  })
})

test('everything that may be said is read', () => {
  const scoped = 'x'.repeat(32)
  const settings = read({
    NODE_ENV: 'production',
    HITCH_PUBLIC_URL: 'https://connect.example.com',
    HITCH_SECRET_KEY: `${SECRET}, farms:${scoped}:https://a.example.com https://b.example.com`,
    HITCH_ENCRYPTION_KEYS: `${KEY},${Buffer.alloc(32, 8).toString('base64url')}`,
    HITCH_ALLOWED_ORIGINS: 'https://a.example.com, https://b.example.com',
    HITCH_BRAND_LOGO_URL: 'https://cdn.example.com/logo.svg',
    HITCH_PROVIDER_HOSTS: 'sandbox.example.com,localhost',
    HITCH_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    HITCH_AUDIT_DAYS: '30',
    HITCH_DRAIN_SECONDS: '20',
    HITCH_WEBHOOK_URL: 'https://farm.example.com/api/hitch-webhook?from=hitch',
    HITCH_WEBHOOK_SECRET: WEBHOOK_SECRET,
    HITCH_LEAF_ALERTS_SECRET: SECRET,
    HITCH_LOG_LEVEL: 'warn',
    HITCH_OPERATOR_PORT: '[::1]:9464',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    DATABASE_URL: 'postgres://hitch@db.example.com/hitch',
    PORT: '8080',
    LEAF_TOKEN: '',
    LEAF_USERNAME: 'operator@example.com',
    LEAF_PASSWORD: 'pass word',
    LEAF_API_URL: 'https://leaf.example.com/base/',
    CNHI_FIELDOPS_CLIENT_ID: 'id',
    CNHI_FIELDOPS_CLIENT_SECRET: 'secret',
    CNHI_FIELDOPS_SUBSCRIPTION_KEY: 'key',
    CNHI_FIELDOPS_ENVIRONMENT: 'STAGE',
  })
  expect(settings).toMatchObject({
    isProduction: true,
    publicUrl: 'https://connect.example.com',
    secretKeys: [
      { name: 'key 1', key: SECRET },
      { name: 'farms', key: scoped, origins: ['https://a.example.com', 'https://b.example.com'] },
    ],
    allowedOrigins: ['https://a.example.com', 'https://b.example.com'],
    brand: { logoUrl: 'https://cdn.example.com/logo.svg' },
    providerHosts: ['sandbox.example.com', 'localhost'],
    trustedProxies: ['10.0.0.0/8', '::1'],
    leaf: { apiUrl: 'https://leaf.example.com/base', username: 'operator@example.com', password: 'pass word' },
    auditDays: 30,
    drain: 20_000,
    leafAlertsSecret: SECRET,
    webhooks: { url: 'https://farm.example.com/api/hitch-webhook?from=hitch', secret: WEBHOOK_SECRET },
    logLevel: 'warn',
    operator: { hostname: '::1', port: 9464 },
    traceEndpoint: 'http://collector:4318',
    port: 8080,
    hostname: '0.0.0.0',
    database: { url: 'postgres://hitch@db.example.com/hitch' },
  })
  expect(settings.encryptionKeys).toHaveLength(2)
  expect(settings.providers.map(({ id }) => id)).toEqual(['CNHIFieldOps'])
})

test('one line names all that is missing, blank counting as missing', () => {
  const line = (() => {
    try {
      return readEnvironment({ NODE_ENV: 'production', HITCH_BRAND_NAME: '  ' }, '/')
    } catch (error) {
      return (error as Error).message
    }
  })()
  expect(line).toBe(
    'HITCH_PUBLIC_URL is missing; HITCH_SECRET_KEY is missing; HITCH_ENCRYPTION_KEYS is missing; ' +
      'HITCH_ALLOWED_ORIGINS is missing; HITCH_BRAND_NAME is missing; ' +
      'LEAF_TOKEN, or LEAF_USERNAME with LEAF_PASSWORD, is missing.',
  )
})

test('in production a load balancer is given time to notice', () => {
  const production = { NODE_ENV: 'production', HITCH_PUBLIC_URL: 'https://connect.example.com' }
  const origin = { HITCH_ALLOWED_ORIGINS: 'https://farm.example.com' }
  expect(read({ ...production, ...origin }).drain).toBe(5_000)
  expect(read({ ...production, ...origin, HITCH_DRAIN_SECONDS: '0' }).drain).toBe(0)
})

describe('a malformed variable stops the start, is named, and its value is not told', () => {
  test.each<[string, string, RegExp]>([
    ['HITCH_PUBLIC_URL', 'http://connect.example.com', /must be https/],
    ['HITCH_PUBLIC_URL', 'https://connect.example.com/path', /must be spelt as browsers send it/],
    ['HITCH_SECRET_KEY', 'too-short', /at least 32 characters/],
    ['HITCH_SECRET_KEY', `${SECRET},too-short`, /at least 32 characters/],
    ['HITCH_SECRET_KEY', `name:${SECRET}`, /at least one origin/],
    ['HITCH_SECRET_KEY', `name:${SECRET}:http://farm.example.com`, /has an origin that must be https/],
    ['HITCH_SECRET_KEY', `${SECRET} ${SECRET}`, /no blanks/],
    ['HITCH_ENCRYPTION_KEYS', 'c2hvcnQ', /32 bytes as base64url/],
    ['HITCH_ENCRYPTION_KEYS', `${KEY}=`, /32 bytes as base64url/],
    ['HITCH_ALLOWED_ORIGINS', 'https://farm.example.com/', /spelt as browsers send it/],
    ['HITCH_ALLOWED_ORIGINS', 'null', /must be an origin/],
    ['HITCH_ALLOWED_ORIGINS', 'https://*.example.com', /no wildcards/],
    ['HITCH_ALLOWED_ORIGINS', ' , ', /is missing/],
    ['HITCH_BRAND_LOGO_URL', 'http://cdn.example.com/logo.svg', /must be an https URL/],
    ['HITCH_PROVIDER_HOSTS', 'https://sandbox.example.com', /host names without port/],
    ['HITCH_TRUSTED_PROXIES', 'proxy.internal', /addresses or networks/],
    ['HITCH_AUDIT_DAYS', '0', /number of days from 1/],
    ['HITCH_AUDIT_DAYS', '90d', /number of days from 1/],
    ['HITCH_AUDIT_DAYS', '36501', /to 36500/],
    ['HITCH_DRAIN_SECONDS', '5s', /number of seconds from 0 to 300/],
    ['HITCH_DRAIN_SECONDS', '301', /to 300/],
    ['HITCH_LOG_LEVEL', 'loud', /must be one of/],
    ['HITCH_WEBHOOK_URL', 'http://farm.example.com/hook', /must be an https URL/],
    ['HITCH_WEBHOOK_URL', 'https://user:pass@farm.example.com/hook', /without userinfo/],
    ['HITCH_WEBHOOK_SECRET', KEY, /must be whsec_ and 24 to 64 bytes as base64/],
    ['HITCH_WEBHOOK_SECRET', `whsec_${Buffer.alloc(23, 7).toString('base64')}`, /24 to 64 bytes/],
    ['HITCH_LEAF_ALERTS_SECRET', 'too-short', /at least 16 characters/],
    ['DATABASE_URL', 'mysql://db', /postgres:\/\//],
    ['HITCH_OPERATOR_PORT', '70000', /port number, or address:port/],
    ['HITCH_OPERATOR_PORT', 'http://127.0.0.1:9464', /port number, or address:port/],
    ['HITCH_OPERATOR_PORT', '4310', /must be another than PORT/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', /must be a URL such as/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:pass@collector', /must be a URL such as/],
    ['PORT', '70000', /port number/],
    ['PORT', '4310x', /port number/],
    ['LEAF_API_URL', 'http://leaf.example.com', /must be an https URL/],
    ['LEAF_API_URL', 'https://user:pass@leaf.example.com', /must be an https URL/],
  ])('%s=%s', (name, value, expected) => {
    const line = faultOf({ [name]: value })
    expect(line).toMatch(new RegExp(`^${name} `))
    expect(line).toMatch(expected)
    expect(line).not.toContain('\n')
    expect(line).not.toContain(SECRET)
    expect(line).not.toContain(KEY)
  })

  test('half of Leaf’s pair, half of a provider’s set', () => {
    expect(faultOf({ LEAF_TOKEN: undefined, LEAF_USERNAME: 'me' })).toBe('LEAF_PASSWORD is missing.')
    expect(faultOf({ JOHN_DEERE_CLIENT_KEY: 'k3y' })).toMatch(
      /^JOHN_DEERE_CLIENT_SECRET, JOHN_DEERE_ENVIRONMENT missing/,
    )
    expect(faultOf({ JOHN_DEERE_CLIENT_KEY: 'k3y' })).not.toContain('k3y')
  })

  test('webhooks without their secret, or a secret without webhooks', () => {
    expect(faultOf({ HITCH_WEBHOOK_URL: 'https://farm.example.com/hook' })).toBe('HITCH_WEBHOOK_SECRET is missing.')
    expect(faultOf({ HITCH_WEBHOOK_SECRET: WEBHOOK_SECRET })).toBe('HITCH_WEBHOOK_URL is missing.')
    const onLoopback = { HITCH_WEBHOOK_URL: 'http://localhost:4300/hook', HITCH_WEBHOOK_SECRET: WEBHOOK_SECRET }
    expect(faultOf(onLoopback)).toBe('accepted')
  })

  test('a host by plain http needs a BFF by plain http on loopback, whatever NODE_ENV says', () => {
    const changes = { HITCH_PUBLIC_URL: 'https://connect.example.com', HITCH_ALLOWED_ORIGINS: 'http://localhost:4300' }
    for (const NODE_ENV of ['development', 'production'])
      expect(faultOf({ ...changes, NODE_ENV })).toMatch(
        /^HITCH_ALLOWED_ORIGINS .* while HITCH_PUBLIC_URL is itself http/,
      )
  })
})
