import { expect, test } from 'vitest'
import { pressThrough } from '../press-through.ts'
import { DEFAULT_REGISTRATIONS } from '../registrations.ts'
import { authorizationUrlOf } from '../testing/authorization-urls.ts'
import { CALLBACK, Tester } from '../testing/tester.ts'

const PATH = '/fieldview/api/oauth/token'
const { clientId, clientSecret } = DEFAULT_REGISTRATIONS.ClimateFieldView
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

const withCode = async () => {
  const tester = new Tester()
  const back = await pressThrough(tester.sandbox, authorizationUrlOf('ClimateFieldView'))
  const form = { code: back.searchParams.get('code') ?? '', redirect_uri: CALLBACK, grant_type: 'authorization_code' }
  return { tester, form }
}

test('answers as RFC 6749, section 5.1, and Leaf takes the refresh token', async () => {
  const { tester, form } = await withCode()
  const answer = await tester.form(PATH, form, basic(clientId, clientSecret))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.json).toEqual({
    access_token: expect.stringMatching(/^CANARY-/),
    token_type: 'Bearer',
    expires_in: expect.any(Number),
    refresh_token: expect.stringMatching(/^CANARY-/),
    scope: expect.stringContaining('fields:read'),
  })
  await tester.attached('ClimateFieldView', (answer.json as { refresh_token: string }).refresh_token)
})

test('Basic holds the raw id and secret; form-encoded ones, or none, are invalid_client', async () => {
  const { tester, form } = await withCode()
  const encode = (text: string) => encodeURIComponent(text).replaceAll('-', '%2D')
  for (const headers of [basic(encode(clientId), encode(clientSecret)), basic(clientId, 'wrong'), {}]) {
    const answer = await tester.form(PATH, form, headers)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Basic')
    expect(answer.json).toMatchObject({ error: 'invalid_client' })
  }
  expect((await tester.form(PATH, form, basic(clientId, clientSecret))).status).toBe(200)
})

test.each([
  ['client_id', { client_id: clientId }],
  ['code_verifier', { code_verifier: 'x' }],
  ['another grant', { grant_type: 'refresh_token' }],
])('the form with %s is refused', async (_, change) => {
  const { tester, form } = await withCode()
  expect((await tester.form(PATH, { ...form, ...change }, basic(clientId, clientSecret))).json).toMatchObject({
    error: 'invalid_request',
  })
})

test('each of the three fields is required, and none twice', async () => {
  const { tester, form } = await withCode()
  const send = (body: string) => tester.form(PATH, body, basic(clientId, clientSecret))
  const text = new URLSearchParams(form).toString()
  for (const name of Object.keys(form)) {
    const left = new URLSearchParams(form)
    left.delete(name)
    expect({ name, status: (await send(left.toString())).status }).toEqual({ name, status: 400 })
  }
  expect((await send(`${text}&code=again`)).status).toBe(400)
  expect((await send(text)).status).toBe(200)
})

test('a code is good once, for 60 seconds, with its own redirect URI', async () => {
  const { tester, form } = await withCode()
  const send = (change = {}) => tester.form(PATH, { ...form, ...change }, basic(clientId, clientSecret))
  expect((await send({ redirect_uri: `${CALLBACK}/` })).json).toMatchObject({ error: 'invalid_grant' })
  expect((await send()).status).toBe(200)
  expect((await send()).json).toMatchObject({ error: 'invalid_grant' })
  const late = await withCode()
  late.tester.time += 60_000
  expect((await late.tester.form(PATH, late.form, basic(clientId, clientSecret))).json).toMatchObject({
    error: 'invalid_grant',
  })
})

test('takes POST of a form alone', async () => {
  const { tester, form } = await withCode()
  expect((await tester.send('POST', PATH, form, basic(clientId, clientSecret))).status).toBe(415)
  expect((await tester.send('GET', PATH)).status).toBe(405)
})
