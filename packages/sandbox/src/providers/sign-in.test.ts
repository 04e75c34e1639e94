import { PROVIDER_IDS } from '@hitch/protocol'
import { describe, expect, test } from 'vitest'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { pressThrough } from '../press-through.ts'
import { authorizationUrlOf } from '../testing/authorization-urls.ts'
import { CALLBACK, Tester } from '../testing/tester.ts'
import { BASE_PATHS } from './base-path.ts'

const pathOf = (url: string) => url.slice('http://localhost:4320'.length)

describe.each(PROVIDER_IDS)('%s', (provider) => {
  const press = (choices: Parameters<typeof pressThrough>[2] = {}, tester = new Tester()) =>
    pressThrough(tester.sandbox, authorizationUrlOf(provider), choices)

  test('untouched, it goes back with a code and the state, and nothing else', async () => {
    const back = await press()
    expect(back.origin + back.pathname).toBe(CALLBACK)
    expect(Object.fromEntries(back.searchParams)).toEqual({
      code: expect.stringMatching(/^sandbox-code-/),
      state: 'our-state',
    })
  })

  test('refused, it goes back with access_denied', async () => {
    const back = await press({ decision: 'refuse' })
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_description: expect.any(String),
      state: 'our-state',
    })
  })

  test('the page says that it is no real one, and has neither script nor form elsewhere', async () => {
    const page = await new Tester().send('GET', pathOf(authorizationUrlOf(provider)))
    expect(page.text).toContain(`Sandbox. This is not ${PROVIDER_FACTS[provider].label}. Use no real password.`)
    expect(page.text).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull()
  })

  test.each([
    ['another response type', { response_type: 'token' }],
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'other' }],
    ['no redirect URI', { redirect_uri: undefined }],
    ['a redirect URI that is no web address', { redirect_uri: 'javascript:alert(1)' }],
    ['a redirect URI with a fragment', { redirect_uri: `${CALLBACK}#x` }],
  ])('%s is told to the grower and not sent back', async (_, change) => {
    const page = await new Tester().send('GET', pathOf(authorizationUrlOf(provider, change)))
    expect(page.status).toBe(400)
    expect(page.headers.get('location')).toBeNull()
    expect(page.text).toContain('This address was not accepted')
  })

  test('a doubled parameter is refused, an unknown one ignored', async () => {
    const url = pathOf(authorizationUrlOf(provider))
    expect((await new Tester().send('GET', `${url}&state=second`)).status).toBe(400)
    expect((await new Tester().send('GET', `${url}&nonce=1`)).status).toBe(200)
  })

  test('a code is for one sign-in: the same pages cannot give a second', async () => {
    const tester = new Tester()
    const page = await tester.send('GET', pathOf(authorizationUrlOf(provider)))
    const signIn = /name="sign_in" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const signedIn = await tester.form(`${BASE_PATHS[provider]}/sign-in`, {
      sign_in: signIn,
      account: 'north-ridge',
      scenario: 'sign_in',
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const consent = (as = cookie) =>
      tester.form(
        `${BASE_PATHS[provider]}/consent`,
        { sign_in: signIn, decision: 'allow', scenario: 'allow' },
        { cookie: as },
      )
    expect((await consent('')).status).toBe(400)
    expect((await consent()).status).toBe(303)
    expect((await consent()).status).toBe(400)
  })

  test('forms take exactly their fields', async () => {
    const tester = new Tester()
    const path = `${BASE_PATHS[provider]}/sign-in`
    for (const form of [
      '',
      'sign_in=x&account=north-ridge&scenario=sign_in',
      'sign_in=x&scenario=other&account=north-ridge',
    ]) {
      expect((await tester.form(path, form)).status).toBe(400)
    }
    expect((await tester.send('GET', path)).status).toBe(405)
  })

  test('never_returns ends on a page of its own', async () => {
    await expect(press({ signIn: 'never_returns' })).rejects.toThrow('led nowhere: 200')
    await expect(press({ consent: 'never_returns' })).rejects.toThrow('led nowhere: 200')
  })
})

test('consent belongs to the browser that signed in, and its cookie is out of reach of scripts', async () => {
  const tester = new Tester()
  const open = async () => {
    const page = await tester.send('GET', pathOf(authorizationUrlOf('CNHI')))
    const signIn = /name="sign_in" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const signedIn = await tester.form('/cnh/afs/sign-in', {
      sign_in: signIn,
      account: 'north-ridge',
      scenario: 'sign_in',
    })
    const cookie = signedIn.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^sandbox_account=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    return { signIn, cookie: cookie.split(';')[0] ?? '' }
  }
  const [one, other] = [await open(), await open()]
  const allow = (cookie: string) =>
    tester.form('/cnh/afs/consent', { sign_in: one.signIn, decision: 'allow', scenario: 'allow' }, { cookie })
  expect((await allow(other.cookie)).status).toBe(400)
  expect((await allow(one.cookie)).status).toBe(303)
})

test('not a Farm Manager, and an account of the other environment, come back as errors', async () => {
  const { sandbox } = new Tester()
  const manager = await pressThrough(sandbox, authorizationUrlOf('CNHIFieldOps'), { signIn: 'no_farm_manager' })
  expect(manager.searchParams.get('error')).toBe('access_denied')
  expect(manager.searchParams.get('error_description')).toContain('Farm Manager')
  expect(manager.searchParams.get('state')).toBe('our-state')
  const other = await pressThrough(sandbox, authorizationUrlOf('CNHI'), { signIn: 'other_environment' })
  expect(other.searchParams.get('error')).toBe('unauthorized_client')
  expect(other.searchParams.get('error_description')).toContain('STAGE environment')
})

test('each page offers only what can happen at its provider', async () => {
  const tester = new Tester()
  const page = async (provider: (typeof PROVIDER_IDS)[number]) =>
    (await tester.send('GET', pathOf(authorizationUrlOf(provider)))).text
  expect(await page('CNHIFieldOps')).toContain('Not a Farm Manager')
  expect(await page('CNHI')).not.toContain('Not a Farm Manager')
  expect(await page('ClimateFieldView')).not.toContain('other environment')
})

describe('slow and severed pages', () => {
  const submit = async (scenario: string) => {
    const tester = new Tester({ switches: { slowSeconds: 9 } })
    const page = await tester.send('GET', pathOf(authorizationUrlOf('CNHI')))
    const signIn = /name="sign_in" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    return tester.form('/cnh/afs/sign-in', { sign_in: signIn, account: 'north-ridge', scenario })
  }

  test('slow waits as long as the switch says, and then goes on', async () => {
    const answer = await submit('slow')
    expect(answer.headers.get('refresh')).toMatch(/^9; url=http:\/\/localhost:4320\/cnh\/afs\/consent\?sign_in=/)
    expect(answer.headers.get('cross-origin-opener-policy')).toBeNull()
  })

  test('severed_opener comes with Cross-Origin-Opener-Policy, and then goes on', async () => {
    const answer = await submit('severed_opener')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(answer.headers.get('refresh')).toMatch(/^1; url=/)
  })

  test('both still lead to a code', async () => {
    for (const scenario of ['slow', 'severed_opener'] as const) {
      const back = await pressThrough(new Tester().sandbox, authorizationUrlOf('CNHI'), {
        signIn: scenario,
        consent: scenario,
      })
      expect(back.searchParams.has('code')).toBe(true)
    }
  })
})

test('an expired code is refused at the exchange', async () => {
  const tester = new Tester()
  const back = await pressThrough(tester.sandbox, authorizationUrlOf('JohnDeere'), { consent: 'expired_code' })
  const { JOHN_DEERE_CLIENT_KEY: clientKey, JOHN_DEERE_CLIENT_SECRET: clientSecret } = tester.sandbox.environment
  const body = { clientKey, clientSecret, clientRedirectUrl: CALLBACK, responseUrl: back.href }
  expect((await tester.send('POST', '/helpers/johndeere/get_token', body)).json).toMatchObject({
    error: 'invalid_grant',
    error_description: 'The code has expired',
  })
})

test('the switches choose beforehand what a page has chosen', async () => {
  const tester = new Tester({ switches: { signIn: 'no_farm_manager' } })
  const page = await tester.send('GET', pathOf(authorizationUrlOf('CNHIFieldOps')))
  expect(page.text).toMatch(/value="no_farm_manager"\s+checked/)
  expect(page.text).not.toMatch(/value="sign_in"\s+checked/)
})

test.each([{ page: undefined }, { mobile: undefined }, { scope: undefined }, { scope: 'all' }])(
  'FieldView’s page refuses %j',
  async (change) => {
    expect((await new Tester().send('GET', pathOf(authorizationUrlOf('ClimateFieldView', change)))).status).toBe(400)
  },
)
