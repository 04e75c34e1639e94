import { describe, expect, test } from 'vitest'
import { pressThrough } from '../press-through.ts'
import { DEFAULT_REGISTRATIONS } from '../registrations.ts'
import { CALLBACK, Tester } from '../testing/tester.ts'

const { JohnDeere, CNHIFieldOps, CNHI, ClimateFieldView } = DEFAULT_REGISTRATIONS
const production = false

const cases = {
  'John Deere': {
    provider: 'JohnDeere',
    path: '/helpers/johndeere',
    url: { clientKey: JohnDeere.clientKey, clientSecret: JohnDeere.clientSecret, clientRedirectUrl: CALLBACK },
    token: { clientKey: JohnDeere.clientKey, clientSecret: JohnDeere.clientSecret, clientRedirectUrl: CALLBACK },
    names: { response: 'responseUrl', redirect: 'clientRedirectUrl', refreshToken: 'refreshToken' },
    authorize: '/johndeere/authorize',
  },
  FieldOps: {
    provider: 'CNHIFieldOps',
    path: '/helpers/cnhi/fieldops',
    url: { client_id: CNHIFieldOps.clientId, client_redirect_url: CALLBACK, production },
    token: {
      client_id: CNHIFieldOps.clientId,
      client_secret: CNHIFieldOps.clientSecret,
      client_redirect_url: CALLBACK,
    },
    names: { response: 'response_url', redirect: 'client_redirect_url', refreshToken: 'refresh_token' },
    authorize: '/cnh/fieldops/authorize',
  },
  'AFS Connect': {
    provider: 'CNHI',
    path: '/helpers/cnhi',
    url: {
      client_id: CNHI.clientId,
      client_secret: CNHI.clientSecret,
      subscription_key: CNHI.subscriptionKey,
      client_redirect_url: CALLBACK,
      production,
    },
    token: {
      client_id: CNHI.clientId,
      client_secret: CNHI.clientSecret,
      subscription_key: CNHI.subscriptionKey,
      client_redirect_url: CALLBACK,
      production,
    },
    names: { response: 'response_url', redirect: 'client_redirect_url', refreshToken: 'refresh_token' },
    authorize: '/cnh/afs/authorize',
  },
} as const

describe.each(Object.entries(cases))('%s', (_, { provider, path, url, token, names, authorize }) => {
  const getUrl = async (tester: Tester) =>
    ((await tester.send('POST', `${path}/get_url`, url)).json as { url: string }).url
  const exchange = (tester: Tester, response: string, change: Record<string, unknown> = {}) =>
    tester.send('POST', `${path}/get_token`, { ...token, [names.response]: response, ...change })

  test('get_url makes an authorization URL with our client and redirect URI, and no state', async () => {
    const answer = await new Tester().send('POST', `${path}/get_url`, url)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.json as object)).toEqual(['url'])
    const made = new URL((answer.json as { url: string }).url)
    expect(made.origin + made.pathname).toBe(`http://localhost:4320${authorize}`)
    expect(Object.fromEntries(made.searchParams)).toEqual({
      response_type: 'code',
      client_id: Object.values(DEFAULT_REGISTRATIONS[provider])[0],
      redirect_uri: CALLBACK,
    })
  })

  test('helperState present: the URL brings a state of its own', async () => {
    const made = await getUrl(new Tester({ switches: { helperState: 'present' } }))
    expect(new URL(made).searchParams.get('state')).toMatch(/^[0-9a-f]+$/)
  })

  test('get_token gives a refresh token with the canary mark, which Leaf takes', async () => {
    const tester = new Tester()
    const answer = await exchange(tester, (await pressThrough(tester.sandbox, await getUrl(tester))).href)
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({ [names.refreshToken]: expect.stringMatching(/^CANARY-refresh-token-/) })
    await tester.attached(provider, Object.values(answer.json as object)[0] as string)
  })

  test.each(['get_url', 'get_token'])('%s wants exactly its fields, with the registered values', async (route) => {
    const tester = new Tester()
    const good =
      route === 'get_url'
        ? { ...url }
        : { ...token, [names.response]: (await pressThrough(tester.sandbox, await getUrl(tester))).href }
    for (const name of Object.keys(good)) {
      const left = { ...good, [name]: undefined }
      expect((await tester.send('POST', `${path}/${route}`, left)).status, `without ${name}`).toBe(400)
      const wrong = { ...good, [name]: name === 'production' ? true : 'wrong' }
      const refused = await tester.send('POST', `${path}/${route}`, wrong)
      expect(refused.status, `wrong ${name}`).toBe(/secret|client_?(id|key)|subscription/i.test(name) ? 401 : 400)
      expect(refused.json).toEqual({ error: expect.any(String), error_description: expect.any(String) })
    }
    expect((await tester.send('POST', `${path}/${route}`, { ...good, state: 'x' })).status).toBe(400)
    expect((await tester.form(`${path}/${route}`, 'a=b')).status).toBe(415)
    expect((await tester.send('GET', `${path}/${route}`)).status).toBe(405)
    expect((await tester.send('POST', `${path}/${route}`, good)).status).toBe(200)
  })

  const refusals: [string, (tester: Tester, back: URL) => Promise<{ status: number; json: unknown }>][] = [
    ['used a second time', async (tester, back) => (await exchange(tester, back.href), exchange(tester, back.href))],
    ['after 60 seconds', (tester, back) => ((tester.time += 60_000), exchange(tester, back.href))],
    [
      'with another redirect URI',
      (tester, back) =>
        exchange(tester, back.href.replace('/X', '/Y'), { [names.redirect]: CALLBACK.replace('/X', '/Y') }),
    ],
    ['with a response URL elsewhere', (tester, back) => exchange(tester, back.href.replace('/X', '/Y'))],
    ['made up', (tester) => exchange(tester, `${CALLBACK}?code=made-up`)],
  ]
  test.each(refusals)('a code %s is invalid_grant', async (_name, attempt) => {
    const tester = new Tester()
    const answer = await attempt(tester, await pressThrough(tester.sandbox, await getUrl(tester)))
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ error: 'invalid_grant' })
  })

  test('a code still works in its last millisecond', async () => {
    const tester = new Tester()
    const back = await pressThrough(tester.sandbox, await getUrl(tester))
    tester.time += 59_999
    expect((await exchange(tester, back.href)).status).toBe(200)
  })

  test('a response URL with no code, or two, is refused', async () => {
    const tester = new Tester()
    const { href } = await pressThrough(tester.sandbox, await getUrl(tester))
    expect((await exchange(tester, CALLBACK)).json).toMatchObject({ error: 'invalid_request' })
    expect((await exchange(tester, `${href}&code=again`)).json).toMatchObject({ error: 'invalid_request' })
  })
})

test('a code of one CNH platform does not work at the other', async () => {
  const tester = new Tester()
  const { FieldOps, 'AFS Connect': afs } = cases
  const made = (await tester.send('POST', `${FieldOps.path}/get_url`, FieldOps.url)).json as { url: string }
  const back = await pressThrough(tester.sandbox, made.url)
  expect(
    (await tester.send('POST', `${afs.path}/get_token`, { ...afs.token, response_url: back.href })).json,
  ).toMatchObject({ error: 'invalid_grant' })
})

test('not even when both are registered under one client id', async () => {
  const { FieldOps, 'AFS Connect': afs } = cases
  const tester = new Tester({ registrations: { CNHI: { ...CNHI, clientId: CNHIFieldOps.clientId } } })
  const made = (await tester.send('POST', `${FieldOps.path}/get_url`, FieldOps.url)).json as { url: string }
  const back = await pressThrough(tester.sandbox, made.url)
  const body = { ...afs.token, client_id: CNHIFieldOps.clientId, response_url: back.href }
  expect((await tester.send('POST', `${afs.path}/get_token`, body)).json).toMatchObject({ error: 'invalid_grant' })
})

test('the wrong environment and the wrong subscription key are named', async () => {
  const tester = new Tester()
  const { FieldOps, 'AFS Connect': afs } = cases
  expect((await tester.send('POST', `${FieldOps.path}/get_url`, { ...FieldOps.url, production: true })).text).toContain(
    'PRODUCTION environment',
  )
  expect((await tester.send('POST', `${afs.path}/get_url`, { ...afs.url, subscription_key: 'wrong' })).text).toContain(
    'subscription key',
  )
})

describe('FieldView', () => {
  const ask = (change: Record<string, unknown> = {}) => ({
    client_id: ClimateFieldView.clientId,
    redirect_uri: CALLBACK,
    ...change,
  })
  const leafPath = (tester: Tester) => tester.credential(tester.sandbox.control.addUser().id, 'ClimateFieldView')
  const ways: [string, (tester: Tester, body: unknown) => Promise<{ status: number; json: unknown }>][] = [
    ['the helper', (tester, body) => tester.send('POST', '/helpers/fieldview/url', body)],
    ['Leaf', (tester, body) => tester.leaf('POST', leafPath(tester), body)],
  ]

  test.each(ways)('%s makes a URL with the six reading scopes, or with those asked for', async (_, post) => {
    const tester = new Tester()
    const scopes = async (body: unknown) =>
      new URL(((await post(tester, body)).json as { url: string }).url).searchParams.get('scope')?.split(' ')
    expect(await scopes(ask())).toHaveLength(6)
    expect(await scopes(ask({ scope: ['fields:read', 'rx:write'] }))).toEqual(['fields:read', 'rx:write'])
  })

  test.each(ways)('%s refuses an unknown client, scope or field', async (_, post) => {
    for (const change of [
      { client_id: 'other' },
      { scope: ['all'] },
      { scope: 'fields:read' },
      { redirect_uri: undefined },
      { refreshToken: 'x' },
    ]) {
      expect({ change, status: (await post(new Tester(), ask(change))).status }).toEqual({ change, status: 400 })
    }
  })

  test('the helper alone knows pass_through', async () => {
    const tester = new Tester()
    expect((await tester.send('POST', '/helpers/fieldview/url', ask({ pass_through: 'x' }))).status).toBe(200)
    expect((await tester.leaf('POST', leafPath(tester), ask({ pass_through: 'x' }))).status).toBe(400)
  })

  test('Leaf attaches nothing when it makes a URL', async () => {
    const tester = new Tester()
    const path = leafPath(tester)
    expect((await tester.leaf('POST', path, ask())).status).toBe(200)
    expect((await tester.leaf('GET', path)).status).toBe(404)
  })
})

test('other helper paths do not exist', async () => {
  for (const path of [
    '/helpers',
    '/helpers/cnhi/fieldops',
    '/helpers/johndeere/get_url/',
    '/helpers/fieldview/get_url',
  ]) {
    expect({ path, status: (await new Tester().send('POST', path, {})).status }).toEqual({ path, status: 404 })
  }
})
