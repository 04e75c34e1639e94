import { expect, test } from 'vitest'
import { Tester, USERS } from '../testing/tester.ts'

const HOUR = 60 * 60 * 1000
const signIn = (tester: Tester, change: Record<string, unknown> = {}) => {
  const { LEAF_USERNAME: username, LEAF_PASSWORD: password } = tester.sandbox.environment
  return tester.send('POST', '/leaf/api/authenticate', { username, password, rememberMe: 'true', ...change })
}
const use = (tester: Tester, authorization: string) => tester.send('GET', USERS, undefined, { authorization })

test('gives a token that carries the canary mark', async () => {
  const answer = await signIn(new Tester())
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual({ id_token: expect.stringMatching(/^CANARY-leaf-id-token-[0-9a-f]{32}$/) })
})

test.each([
  ['true', 30 * 24],
  ['false', 24],
])('rememberMe "%s" is good for %i hours', async (rememberMe, hours) => {
  const tester = new Tester()
  const { id_token } = (await signIn(tester, { rememberMe })).json as { id_token: string }
  tester.time += hours * HOUR - 1
  expect((await use(tester, `Bearer ${id_token}`)).status).toBe(200)
  tester.time += 1
  expect((await use(tester, `Bearer ${id_token}`)).status).toBe(401)
})

test.each([
  ['a wrong password', { password: 'other' }, 401],
  ['a wrong username', { username: 'other' }, 401],
  ['rememberMe as a boolean', { rememberMe: true }, 400],
  ['rememberMe left out', { rememberMe: undefined }, 400],
  ['an unknown field', { scope: 'all' }, 400],
])('refuses %s', async (_, change, status) => {
  const answer = await signIn(new Tester(), change)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.json).toMatchObject({
    status,
    path: '/api/authenticate',
    type: expect.any(String),
    title: expect.any(String),
  })
})

test('takes POST alone, and JSON alone', async () => {
  const tester = new Tester()
  const got = await tester.send('GET', '/leaf/api/authenticate')
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await tester.form('/leaf/api/authenticate', { username: 'a' })).status).toBe(415)
  const broken = await tester.sandbox.fetch('http://localhost:4320/leaf/api/authenticate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  })
  expect(broken.status).toBe(400)
})

test.each(['', 'Bearer', 'Bearer nonsense', 'Basic abc', 'bearer x'])(
  'answers 401 to authorization "%s"',
  async (authorization) => {
    const answer = await use(new Tester(), authorization)
    expect(answer.status).toBe(401)
    expect(answer.json).toMatchObject({ status: 401, path: '/services/usermanagement/api/users', errorKey: 'http.401' })
  },
)

test('expireLeafTokens ends every token', async () => {
  const tester = new Tester()
  expect((await tester.leaf('GET', USERS)).status).toBe(200)
  tester.sandbox.control.expireLeafTokens()
  expect((await tester.leaf('GET', USERS)).status).toBe(401)
})
