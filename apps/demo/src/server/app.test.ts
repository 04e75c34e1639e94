import { expect, test } from 'vitest'
import { connection, ORIGIN, SESSION_TOKEN, testDemo } from './testing/test-demo.ts'

test('a session is made for the farm that is signed in, and its token goes to the page', async () => {
  const { post, asked, signIn } = testDemo()
  const response = await post('/api/connect-session', await signIn('north-ridge'))
  expect(response.status).toBe(201)
  expect(await response.text()).toBe(SESSION_TOKEN)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(asked.created).toEqual([
    {
      externalId: 'NG-10427',
      user: { name: 'North Ridge Farm' },
      subject: 'North Ridge Farm',
      locale: 'en',
      origin: ORIGIN,
      returnUrl: `${ORIGIN}/farm-data`,
    },
  ])
})

test('the session speaks the language that the page asks for, and English where it asks for none that we know', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  for (const locale of ['pt-BR', 'xx', 'constructor']) await post(`/api/connect-session?locale=${locale}`, cookie)
  expect(asked.created.map(({ locale }) => locale)).toEqual(['pt-BR', 'en', 'en'])
})

test('a same-tab flow ends on the page where it began, and on no page that we do not know', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  for (const page of ['/playground', '//evil.example', '/sign-out']) {
    await post(`/api/connect-session?${new URLSearchParams({ page })}`, cookie)
  }
  const known = [`${ORIGIN}/playground`, `${ORIGIN}/farm-data`, `${ORIGIN}/farm-data`]
  expect(asked.created.map(({ returnUrl }) => returnUrl)).toEqual(known)
})

test('who is not signed in gets no session', async () => {
  const { post, asked } = testDemo()
  expect((await post('/api/connect-session')).status).toBe(401)
  expect(asked.created).toEqual([])
})

test.each([
  ['another origin', 'https://evil.example'],
  ['a look-alike', `${ORIGIN}.evil.example`],
  ['the same host on another port', 'http://localhost:4301'],
  ['null', 'null'],
  ['none', null],
])('a POST from %s is refused, cookie or not', async (_, origin) => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  for (const path of ['/api/connect-session', '/sign-out', '/sign-in']) {
    expect((await post(path, cookie, { farm: 'willow-creek' }, origin)).status).toBe(403)
  }
  expect(asked.created).toEqual([])
  expect(asked.ended).toEqual([])
})

test('the login cookie is signed: a changed farm is nobody', async () => {
  const { get, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  expect(await (await get('/api/site', cookie)).json()).toMatchObject({ farm: { id: 'north-ridge' } })
  const changed = cookie.replace('north-ridge', 'willow-creek')
  expect(changed).not.toBe(cookie)
  expect(await (await get('/api/site', changed)).json()).toMatchObject({ farm: null })
})

test('the login cookie is out of reach of scripts and of other sites’ requests', async () => {
  const { post } = testDemo()
  const header = (await post('/sign-in', '', { farm: 'north-ridge' })).headers.get('set-cookie')
  expect(header).toMatch(/; HttpOnly/)
  expect(header).toMatch(/; SameSite=Lax/)
})

test('connections are asked of the BFF, for the Leaf user of the farm that is signed in', async () => {
  const { get, post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  const other = await signIn('willow-creek')
  expect(await (await get('/api/connections', cookie)).json()).toMatchObject({ leafUserId: null, connections: [] })

  await post('/api/connect-session', cookie)
  expect(await (await get('/api/connections', cookie)).json()).toEqual({
    leafUserId: 'leaf-of-NG-10427',
    connections: [connection],
    checkedAt: '2026-05-01T08:00:00.000Z',
  })
  expect(await (await get('/api/connections', other)).json()).toMatchObject({ leafUserId: null, connections: [] })
  expect((await get('/api/connections')).status).toBe(401)
  expect(asked.listed).toEqual(['leaf-of-NG-10427'])
})

test('signing out ends the sessions of this login and no other’s', async () => {
  const { get, post, asked, signIn } = testDemo()
  const first = await signIn('north-ridge')
  const second = await signIn('north-ridge')
  await post('/api/connect-session', first)
  await post('/api/connect-session', second)
  await post('/api/connect-session', first)

  const response = await post('/sign-out', first)
  expect(response.headers.get('location')).toBe('/')
  expect(response.headers.get('set-cookie')).toMatch(/northfield-login=;.*Max-Age=0/)
  expect(asked.ended).toEqual(['session_1', 'session_3'])
  expect((await get('/farm-data', second)).status).toBe(200)
})

test('signing in as another farm ends the sessions of the farm before', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  await signIn('willow-creek', cookie)
  expect(asked.ended).toEqual(['session_1'])
})

test('sessions that ran out are forgotten, not ended', async () => {
  const { post, asked, signIn, pass } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  pass(31 * 60_000)
  await post('/api/connect-session', cookie)
  await post('/sign-out', cookie)
  expect(asked.ended).toEqual(['session_2'])
})

test('while the BFF is down: 502 with plain words, and signing out still works', async () => {
  const down = () => Promise.reject(new Error('canary'))
  const { get, post, asked, signIn } = testDemo({ listConnections: down, endSession: down })
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  const response = await get('/api/connections', cookie)
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('canary')
  expect((await post('/sign-out', cookie)).status).toBe(303)
  expect(asked.failures).toEqual(['GET /v1/users/{leafUserId}/connections', 'DELETE /v1/sessions/{sessionId}'])
})

test('a session that the BFF refuses is a 502 without its reason', async () => {
  const { post, signIn } = testDemo({ createSession: () => Promise.reject(new Error('canary')) })
  const response = await post('/api/connect-session', await signIn('north-ridge'))
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('canary')
})

test('a farm that does not exist leads back to the sign-in page', async () => {
  const { post } = testDemo()
  const response = await post('/sign-in', '', { farm: 'constructor' })
  expect(response.headers.get('location')).toBe('/sign-in')
  expect(response.headers.get('set-cookie')).toBeNull()
})

test('a body over the limit is refused', async () => {
  const { post } = testDemo()
  expect((await post('/sign-in', '', { farm: 'x'.repeat(20_000) })).status).toBe(413)
})
