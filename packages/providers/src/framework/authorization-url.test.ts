import * as fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import {
  judgeAuthorizationUrl,
  withState,
  type AuthorizationUrl,
  type JudgeAuthorizationUrlOptions,
} from './authorization-url.ts'
import { ProviderError } from './provider.ts'

const REDIRECT = 'https://connect.example.com/callback/ClimateFieldView'
const fieldView = {
  id: 'ClimateFieldView',
  clientId: 'client-1',
  authorizationHosts: ['climate.com', '*.climate.com'],
} as const
const options: JudgeAuthorizationUrlOptions = {
  provider: fieldView,
  redirectUri: REDIRECT,
  extraHosts: [],
  loopbackAllowed: false,
}
const judge = (raw: string, more: Partial<JudgeAuthorizationUrlOptions> = {}) =>
  judgeAuthorizationUrl(raw, { ...options, ...more })
const faultOf = (raw: string, more: Partial<JudgeAuthorizationUrlOptions> = {}): string => {
  try {
    judge(raw, more)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    expect(error).toMatchObject({ code: 'provider_unavailable', answered: true })
    return error.message.replace('ClimateFieldView authorization URL: ', '')
  }
  return 'accepted'
}

const query = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()
const whole = query({
  client_id: 'client-1',
  redirect_uri: REDIRECT,
  response_type: 'code',
  scope: 'fields:read rx:write',
})

test.each([
  `https://climate.com/static/app-login/index.html?page=oidcauthn&${whole}`,
  `https://login.climate.com/authorize?${whole}&state=theirs`,
  `https://a.b.climate.com/?${whole}&response_mode=query`,
  'https://CLIMATE.com:443/',
  ' https://climate.com/authorize?scope=a b ',
])('a good URL is accepted: %s', (raw) => {
  expect(faultOf(raw)).toBe('accepted')
})

const hostFault = /^the host \S+ is neither/
test.each([
  'https://evil.example/',
  'https://climate.com.evil.example/',
  'https://evil-climate.com/',
  'https://climate.com.',
  'https://login.climate.com./',
  'https://.climate.com/',
  'https://climate.co/',
  'https://clim\u0430te.com/',
  'https://climate.com\u3002evil.example/',
  'https://evil.example/climate.com',
  'https://evil.example?https://climate.com/',
  'https://climate.com%2Eevil.example/',
  'https://climate.com:8443/',
  'https://login.climate.com:80/',
  'https://localhost/',
  'https://[::1]/',
])('a foreign or look-alike host is refused: %s', (raw) => {
  expect(faultOf(raw)).toMatch(hostFault)
})

test.each([
  ['javascript:alert(1)//climate.com', 'neither https nor http on loopback'],
  ['data:text/html,climate.com', 'neither https nor http on loopback'],
  ['http://climate.com/', 'neither https nor http on loopback'],
  ['ftp://climate.com/', 'neither https nor http on loopback'],
  ['https://climate.com@evil.example/', 'names a user'],
  ['https://user@climate.com/', 'names a user'],
  ['https://:password@climate.com/', 'names a user'],
  ['https://climate.com/#/elsewhere', 'has a fragment'],
  ['https://climate.com/#', 'has a fragment'],
  ['https:\\\\evil.example\\@climate.com/', 'cannot be read'],
  ['https://evil.example\\.climate.com/', 'cannot be read'],
  ['https://climate.com/\n.evil.example', 'cannot be read'],
  ['java\tscript:alert(1)', 'cannot be read'],
  ['//climate.com/', 'cannot be read'],
  ['/authorize', 'cannot be read'],
  ['https://', 'cannot be read'],
  ['', 'cannot be read'],
  [`https://climate.com/?${'x'.repeat(9_000)}`, 'cannot be read'],
])('a URL of another kind is refused: %s', (raw, fault) => {
  expect(faultOf(raw)).toBe(fault)
})

test.each([
  ['client_id=client-2', 'client_id is not the expected one'],
  ['client_id=', 'client_id is not the expected one'],
  ['CLIENT_ID=client-2', 'client_id is not the expected one'],
  ['client_id=client-1&client_id=client-2', 'has client_id more than once'],
  ['client_id=client-1&client_id=client-1', 'has client_id more than once'],
  ['client_id=client-1&Client_Id=client-2', 'has client_id more than once'],
  ['client_id=client-1&client%5Fid=client-2', 'has client_id more than once'],
  ['client_id=client-1&client_id%20=client-2', 'has client_id more than once'],
  ['redirect_uri=https://evil.example/', 'redirect_uri is not the expected one'],
  [`redirect_uri=${REDIRECT}/`, 'redirect_uri is not the expected one'],
  [`redirect_uri=${REDIRECT}&redirect_uri=https://evil.example/`, 'has redirect_uri more than once'],
  ['response_type=token', 'response_type is not the expected one'],
  ['response_type=code+token', 'response_type is not the expected one'],
  ['response_type=code&response_type=code', 'has response_type more than once'],
  ['response_mode=form_post', 'response_mode is not the expected one'],
  ['response_mode=fragment', 'response_mode is not the expected one'],
  ['response_mode=query&response_mode=fragment', 'has response_mode more than once'],
  ['request=eyJ', 'has request'],
  ['request_uri=https://evil.example/', 'has request_uri'],
])('a URL with %s is refused', (parameters, fault) => {
  expect(faultOf(`https://climate.com/?${parameters}`)).toBe(fault)
})

test('a host of HITCH_PROVIDER_HOSTS may have any port, and nothing else is lowered', () => {
  const extraHosts = ['sandbox.example', 'localhost']
  expect(faultOf('https://sandbox.example:8443/', { extraHosts })).toBe('accepted')
  expect(faultOf('https://sandbox.example.evil.example/', { extraHosts })).toMatch(hostFault)
  expect(faultOf('https://sandbox.example/?client_id=client-2', { extraHosts })).toMatch(/client_id/)
  expect(faultOf('http://localhost:4320/', { extraHosts })).toBe('neither https nor http on loopback')
  expect(faultOf('http://localhost:4320/', { extraHosts, loopbackAllowed: true })).toBe('accepted')
})

test('where loopback is allowed, its host must still be listed, and http still ends at loopback', () => {
  expect(faultOf('http://localhost:4320/', { loopbackAllowed: true })).toMatch(hostFault)
  expect(faultOf('http://climate.com/', { loopbackAllowed: true })).toMatch(/neither https/)
  expect(faultOf('http://localhost.evil.example/', { loopbackAllowed: true })).toMatch(/neither https/)
})

test('another provider’s host is foreign', () => {
  const deere = { ...options, provider: { ...fieldView, authorizationHosts: ['signin.johndeere.com'] } }
  expect(() => judgeAuthorizationUrl('https://climate.com/', deere)).toThrow(ProviderError)
})

test('the message tells the host and nothing else of the URL', () => {
  expect(faultOf('https://evil.example/path-canary?code=canary')).not.toContain('canary')
})

test('a URL for one use is told as such', () => {
  expect(judge('https://climate.com/?nonce=1').singleUse).toBe(true)
  expect(judge('https://climate.com/?code_challenge=1&code_challenge_method=S256').singleUse).toBe(true)
  expect(judge('https://climate.com/?state=1').singleUse).toBe(false)
})

test('our state is set, or replaces what was there, also when doubled', () => {
  const bare = 'https://climate.com/authorize'
  const expected = `${bare}?client_id=client-1&scope=fields%3Aread%20rx%3Awrite&state=ours`
  for (const theirs of [
    '',
    '&state=theirs',
    '&state=a&state=b',
    '&State=a&STATE=b',
    '&st%61te=a',
    '&state',
    '&state+=a',
  ])
    expect(withState(judge(`${bare}?client_id=client-1&scope=fields:read+rx:write${theirs}`), 'ours')).toBe(expected)
  expect(withState(judge(bare), 'ours')).toBe(`${bare}?state=ours`)
})

test('the result always has exactly our one state, and everything else as it was', () => {
  const name = fc.oneof(fc.constantFrom('state', 'State', 'STATE', 'scope', 'prompt', 'login_hint'), fc.string())
  const harmless = (name: string) =>
    !['client_id', 'redirect_uri', 'response_type', 'response_mode', 'request', 'request_uri'].includes(
      name.trim().toLowerCase(),
    )
  const pairs = fc.array(fc.tuple(name.filter(harmless), fc.string()), { maxLength: 12 })
  fc.assert(
    fc.property(pairs, fc.webPath(), fc.base64String({ minLength: 43 }), (given, path, state) => {
      const url = withState(judge(`https://climate.com${path}?${new URLSearchParams(given).toString()}`), state)
      expect(url).toMatch(/^https:\/\/climate\.com\/[\x21\x23-\x26\x28-\x7e]*$/)
      const seen = [...new URL(url).searchParams]
      expect(seen.filter(([name]) => name.trim().toLowerCase() === 'state')).toEqual([['state', state]])
      expect(seen.slice(0, -1)).toEqual(
        [...new URLSearchParams(given)].filter(([name]) => name.trim().toLowerCase() !== 'state'),
      )
    }),
  )
})

test('only the judge makes a judged URL: not the type system, not at run time', () => {
  expectTypeOf<{ singleUse: boolean }>().not.toExtend<AuthorizationUrl>()
  expectTypeOf<URL>().not.toExtend<AuthorizationUrl>()
  const judged = judge('https://climate.com/')
  for (const forged of [
    new URL('https://evil.example/'),
    { singleUse: false },
    Object.create(judged),
    'https://x',
    null,
  ])
    expect(() => withState(forged as AuthorizationUrl, 'ours')).toThrow(/Judge the authorization URL first/)
  const Judged = judged.constructor as new (...given: unknown[]) => AuthorizationUrl
  expect(() => new Judged(Symbol('judged'), 'https://evil.example/', false)).toThrow(TypeError)
})
