import { expect, test } from 'vitest'
import { leafErrorOf, reset, scriptLeaf, unreachable } from './testing/scripted-leaf.ts'

const pair = { username: 'operator', password: 'pass-canary' }
const signIn = { json: { id_token: 'token-1' } }
const user = { json: { id: 'u1' } }
const sentSignIn = {
  call: 'POST /api/authenticate',
  authorization: undefined,
  json: { username: 'operator', password: 'pass-canary', rememberMe: 'true' },
}
const sentLook = (token: string) => ({
  call: 'GET /services/usermanagement/api/users/u1',
  authorization: `Bearer ${token}`,
})

test('LEAF_TOKEN is sent as it is, and a 401 is final: there is nothing to renew it with', async () => {
  const { leaf, sent } = scriptLeaf([user, { status: 401 }])
  expect(await leaf.users.exists('u1')).toBe(true)
  expect(await leafErrorOf(leaf.users.exists('u1'))).toMatchObject({ kind: 'unauthorized', sent: false })
  expect(sent).toEqual([sentLook('token-1'), sentLook('token-1')])
})

test('the pair signs in once, with rememberMe as a string, and keeps the token', async () => {
  const { leaf, sent } = scriptLeaf([signIn, user, user], pair)
  await leaf.users.exists('u1')
  await leaf.users.exists('u1')
  expect(sent).toEqual([sentSignIn, sentLook('token-1'), sentLook('token-1')])
})

test('a 401 renews exactly once and sends again; a second 401 is unauthorized', async () => {
  const renewal = { json: { id_token: 'token-2' } }
  const { leaf, sent } = scriptLeaf(
    [signIn, { status: 401 }, renewal, user, { status: 401 }, signIn, { status: 401 }],
    pair,
  )
  expect(await leaf.users.exists('u1')).toBe(true)
  expect(sent).toEqual([sentSignIn, sentLook('token-1'), sentSignIn, sentLook('token-2')])
  expect(await leafErrorOf(leaf.users.exists('u1'))).toMatchObject({ kind: 'unauthorized', sent: false })
})

test('many calls that are refused at once share one sign-in', async () => {
  const many = 20
  const answers = [
    signIn,
    ...Array.from({ length: many }, () => ({ status: 401 })),
    { json: { id_token: 'token-2' } },
    ...Array.from({ length: many }, () => user),
  ]
  const { leaf, sent } = scriptLeaf(answers, pair)
  const found = await Promise.all(Array.from({ length: many }, () => leaf.users.exists('u1')))
  expect(found).toEqual(Array.from({ length: many }, () => true))
  expect(sent.filter(({ call }) => call.includes('authenticate'))).toHaveLength(2)
})

test('a refused sign-in is unauthorized; the next call tries again', async () => {
  const { leaf } = scriptLeaf([{ status: 401, json: {} }, signIn, user], pair)
  expect(await leafErrorOf(leaf.users.exists('u1'))).toMatchObject({ kind: 'unauthorized', sent: false })
  expect(await leaf.users.exists('u1')).toBe(true)
})

test('a sign-in that fails on the way has sent nothing of ours', async () => {
  const { leaf } = scriptLeaf([reset, { status: 503, headers: { 'Retry-After': '9' } }, { text: 'no' }], pair)
  for (const retryAfter of [undefined, 9, undefined])
    expect(await leafErrorOf(leaf.users.exists('u1'))).toMatchObject({ kind: 'unavailable', sent: false, retryAfter })
})

test.each([
  [408, true],
  [425, false],
  [429, false],
  [500, true],
  [502, true],
  [503, true],
  [599, true],
])('a %i is unavailable; may Leaf have acted: %s', async (status, sent) => {
  const { leaf } = scriptLeaf([{ status }])
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'unavailable', sent })
})

test.each([
  ['7', 7],
  ['Thu, 01 Jan 1970 00:00:30 GMT', 30],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['999999', 3600],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
])('Retry-After %j is honoured as %s seconds', async (header, retryAfter) => {
  const { leaf } = scriptLeaf([{ status: 429, headers: { 'Retry-After': header } }])
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'unavailable', retryAfter })
})

test('no connection means that nothing was sent; a broken one leaves it open', async () => {
  const { leaf } = scriptLeaf([unreachable, reset])
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'unavailable', sent: false })
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'unavailable', sent: true })
})

test('403 is the operator’s account; any other refusal is refused', async () => {
  const { leaf } = scriptLeaf([{ status: 403 }, { status: 422 }])
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'unauthorized' })
  expect(await leafErrorOf(leaf.syncOrganizations('u1'))).toMatchObject({ kind: 'refused' })
})

test('neither password nor token is in any log line or error', async () => {
  const { leaf, lines } = scriptLeaf([signIn, user, { status: 401 }, { status: 400, json: pair }], pair)
  await leaf.users.exists('u1')
  const error = await leafErrorOf(leaf.users.exists('u1'))
  expect(lines.length).toBeGreaterThan(3)
  expect(`${lines.join()} ${error.message} ${error.stack} ${String(error.cause)}`).not.toMatch(/pass-canary|token-1/)
})

test('a base with a path and a final slash is extended, not replaced', async () => {
  const { leaf, sent } = scriptLeaf([user], { apiUrl: 'https://leaf.example/leaf/', token: 't' })
  await leaf.users.exists('u1')
  expect(sent[0]?.call).toBe('GET /leaf/services/usermanagement/api/users/u1')
})

test.each(['..', '.', ''])('a path segment %j is refused before anything is sent', async (leafUserId) => {
  const { leaf, sent } = scriptLeaf([])
  await expect(leaf.users.exists(leafUserId)).rejects.toBeInstanceOf(TypeError)
  expect(sent).toEqual([])
})

test('a path segment is encoded', async () => {
  const { leaf, sent } = scriptLeaf([user])
  await leaf.users.exists('a/../b?c#d')
  expect(sent[0]?.call).toBe('GET /services/usermanagement/api/users/a%2F..%2Fb%3Fc%23d')
})
