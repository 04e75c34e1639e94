import { PROVIDER_IDS, redirectUri } from '@hitch/protocol'
import { describe, expect, test } from 'vitest'
import { climateFieldViewFixtures } from './climate-field-view/testing/fixtures.ts'
import { cnhiFieldOpsFixture } from './cnhi-field-ops/testing/fixture.ts'
import { cnhiFixture } from './cnhi/testing/fixture.ts'
import { judgeAuthorizationUrl, withState } from './framework/authorization-url.ts'
import type { ConfiguredProvider } from './framework/provider.ts'
import { SettingsError } from './framework/settings.ts'
import { johnDeereFixture } from './john-deere/testing/fixture.ts'
import { PROVIDERS, readProviders } from './registry.ts'
import { CODE, PUBLIC_URL, type ProviderFixture } from './testing/provider-fixture.ts'
import { providerErrorOf, reset, scriptProvider, unreachable, type Answer } from './testing/script-provider.ts'

const fixtures = [johnDeereFixture, cnhiFieldOpsFixture, cnhiFixture, ...climateFieldViewFixtures]

test('every provider is listed once, in the order of its id, and has a fixture', () => {
  expect(PROVIDERS.map(({ id }) => id)).toEqual(PROVIDER_IDS)
  expect(new Set(fixtures.map(({ facts }) => facts.id))).toEqual(new Set(PROVIDER_IDS))
})

describe.each(fixtures)('$title', (fixture: ProviderFixture) => {
  const { url, exchange, credential, variables, needed } = fixture
  const provider = configure(fixture)
  const redirect = redirectUri(PUBLIC_URL, provider.id)
  const script = (answers: readonly Answer[]) => scriptProvider(redirect, answers)
  test('declares what tiles and consent show', () => {
    expect(provider).toMatchObject(fixture.facts)
  })

  test('asks for the URL exactly as documented, once', async () => {
    const { given, sent, asked } = askForUrl(fixture, { url: url.expected })
    expect(await given).toBe(url.expected)
    expect(sent).toEqual(url.sent === undefined ? [] : [url.sent])
    expect(asked).toEqual(url.sentToLeaf === undefined ? [] : [url.sentToLeaf])
  })

  test('a URL of the documented form passes the judge and carries our state', () => {
    const judged = judgeAuthorizationUrl(url.expected, {
      provider,
      redirectUri: redirect,
      extraHosts: [],
      loopbackAllowed: false,
    })
    expect(new URL(withState(judged, 'ours')).searchParams.getAll('state')).toEqual(['ours'])
  })

  test('exchanges the code exactly as documented, once, and gives the refresh token', async () => {
    const { context, sent } = script([{ json: exchange.answer }])
    expect(await provider.exchangeCode(context, CODE)).toBe('refresh-canary')
    expect(sent).toEqual([exchange.sent])
  })

  test.each(['', ' ', '\n', null, undefined, 42, true, ['refresh-canary'], { token: 'refresh-canary' }])(
    'a refresh token of %j is none',
    async (token) => {
      const { context } = script([{ json: { ...exchange.answer, [exchange.field]: token } }])
      const error = await providerErrorOf(provider.exchangeCode(context, CODE))
      expect(error).toMatchObject({ code: 'provider_unavailable', answered: true })
    },
  )

  test.each(exchange.refusals)('a %i of %j is read as %s', async (status, json, code) => {
    const { context } = script([{ status, json }])
    expect(await providerErrorOf(provider.exchangeCode(context, CODE))).toMatchObject({ code, answered: true })
  })

  const unusable: [Answer, string][] = [
    [{ status: 500, text: '<html>production is down: invalid_grant</html>' }, 'provider_unavailable'],
    [{ status: 502, text: '' }, 'provider_unavailable'],
    [{ status: 200, text: 'fine' }, 'provider_unavailable'],
    [{ status: 429, json: { message: 'Too many requests' } }, 'provider_unavailable'],
    [{ status: 302, text: '' }, 'provider_unavailable'],
    [{ status: 200, text: 'x'.repeat(1024 * 1024 + 1) }, 'provider_unavailable'],
    [unreachable, 'provider_unavailable'],
  ]
  test.each(unusable)('what became of the code is known (case %#)', async (answer, code) => {
    const { context } = script([answer])
    expect(await providerErrorOf(provider.exchangeCode(context, CODE))).toMatchObject({ code, answered: true })
  })

  test.each<[Answer, string]>([
    ['hangs', 'provider_timeout'],
    [reset, 'provider_unavailable'],
  ])('what became of the code is not known (case %#)', async (answer, code) => {
    const { context } = script([answer])
    expect(await providerErrorOf(provider.exchangeCode(context, CODE))).toMatchObject({ code, answered: false })
  })

  test('attaches with exactly these fields', () => {
    expect(provider.credential.path).toBe(credential.path)
    expect(provider.credential.body('refresh-canary')).toEqual(credential.body)
  })

  test('no secret, code or token is in the provider, an error or a log line', async () => {
    const { context, lines } = script([
      { json: exchange.answer },
      { status: 400, json: { error: 'invalid_grant', echo: exchange.answer } },
      { json: { ...exchange.answer, [exchange.field]: ['refresh-canary'] } },
      reset,
    ])
    await provider.exchangeCode(context, CODE)
    const errors = []
    for (let call = 0; call < 3; call += 1) errors.push(await providerErrorOf(provider.exchangeCode(context, CODE)))
    const told = errors.map((error) => `${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`)
    expect(lines).toHaveLength(4)
    expect([JSON.stringify(provider), ...told, ...lines].join('\n')).not.toContain('canary')
  })

  test('is not offered when none of its variables is set', () => {
    const rest = Object.fromEntries(Object.entries(variables).filter(([name]) => !needed.includes(name)))
    expect(readProviders(rest)).toEqual([])
    expect(readProviders(Object.fromEntries(needed.map((name) => [name, ' '])))).toEqual([])
  })

  test.each(needed)('without %s it stops the start and names it', (name) => {
    for (const value of [undefined, '', '  ']) {
      const error = settingsErrorOf({ ...variables, [name]: value })
      expect(error.variables).toEqual([name])
      expect(error.message).toMatch(new RegExp(`^${name} missing`))
      expect(error.message).not.toContain('canary')
    }
  })

  test.each(needed)('a bad %s stops the start and is not quoted', (name) => {
    const error = settingsErrorOf({ ...variables, [name]: 'bad canary\u0007' })
    expect(error.variables).toEqual([name])
    expect(error.message).toMatch(new RegExp(`^${name} must`))
    expect(error.message).not.toContain('canary')
  })
})

const asking = fixtures.filter(({ url }) => url.sent !== undefined || url.sentToLeaf !== undefined)

test.each(asking)('$title: an answer without a URL is none', async (fixture) => {
  for (const json of [{}, { url: '' }, { url: null }, { url: 5 }, [], 'https://x.example', null]) {
    const { given } = askForUrl(fixture, json)
    expect(await providerErrorOf(given)).toMatchObject({ code: 'provider_unavailable', answered: true })
  }
})

const configure = ({ variables }: ProviderFixture): ConfiguredProvider => {
  const [provider] = readProviders(variables)
  if (provider === undefined) throw new Error('not configured')
  return provider
}

/** Asks for the URL; the answer comes from wherever this provider asks. */
const askForUrl = (fixture: ProviderFixture, json: unknown) => {
  const provider = configure(fixture)
  const asked: unknown[] = []
  const answers = fixture.url.sent === undefined ? [] : [{ json }]
  const { context, sent } = scriptProvider(redirectUri(PUBLIC_URL, provider.id), answers, (...call) => {
    asked.push(call)
    return json
  })
  return { given: provider.requestAuthorizationUrl(context), sent, asked }
}

const settingsErrorOf = (environment: Record<string, string | undefined>): SettingsError => {
  try {
    readProviders(environment)
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
