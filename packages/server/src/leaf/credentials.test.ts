import { expect, test } from 'vitest'
import { namesDuplicate } from './names-duplicate.ts'
import { fieldOps, leafErrorOf, reset, scriptLeaf, type Answer } from './testing/scripted-leaf.ts'

const PATH = '/services/usermanagement/api/users/u1/cnhi-field-ops-credentials'
const echoed = {
  id: 'c1',
  status: 'OK',
  createdTime: '2026-03-19T10:00:00.123456Z',
  clientId: 'client',
  clientSecret: 'secret',
  refreshToken: 'refresh-1',
  clientEnvironment: 'STAGE',
  somethingNew: 'x',
}
const credential = {
  id: 'c1',
  createdTime: '2026-03-19T10:00:00.123456Z',
  statusWord: 'OK',
  refreshToken: 'refresh-1',
  fields: { clientId: 'client', clientSecret: 'secret', refreshToken: 'refresh-1', clientEnvironment: 'STAGE' },
}
const body = fieldOps.credential.body('refresh-1')

test('a credential is read by allowlist; its fields are those that a POST would send', async () => {
  const { leaf, sent } = scriptLeaf([{ json: echoed }])
  expect(await leaf.credentials.get('u1', fieldOps)).toEqual(credential)
  expect(sent).toEqual([{ call: `GET ${PATH}`, authorization: 'Bearer token-1' }])
})

const nothing: Answer[] = [
  { status: 404 },
  { text: '' },
  { text: ' \n' },
  { status: 204 },
  { json: null },
  { json: {} },
]
test.each(nothing)('nothing attached: %j', async (answer) => {
  const { leaf } = scriptLeaf([answer])
  expect(await leaf.credentials.get('u1', fieldOps)).toBeNull()
})

test('odd fields read as null, not as a failure', async () => {
  const odd = { id: 7, status: null, createdTime: '<script>', refreshToken: ['x'], clientSecret: 5 }
  const { leaf } = scriptLeaf([{ json: odd }])
  expect(await leaf.credentials.get('u1', fieldOps)).toEqual({
    id: '7',
    createdTime: null,
    statusWord: null,
    refreshToken: null,
    fields: {},
  })
})

const unusable: Answer[] = [{ text: 'oops' }, { json: [echoed] }, { json: 'OK' }, { status: 500 }, reset]
test.each(unusable)('an answer that is none: %j', async (answer) => {
  const { leaf } = scriptLeaf([answer])
  expect(await leafErrorOf(leaf.credentials.get('u1', fieldOps))).toMatchObject({ kind: 'unavailable' })
})

test('a POST sends the body as it is and tells what came back', async () => {
  const answers: Answer[] = [
    { status: 201, json: echoed },
    { status: 200, text: '' },
    { status: 200, text: 'fine' },
    { status: 409 },
    { status: 400, json: { title: 'Bad Request', errorKey: 'credentialsexist' } },
    { status: 400, json: { message: 'refreshToken is not valid' } },
    { status: 404 },
    { status: 403 },
    { status: 422 },
  ]
  const { leaf, sent } = scriptLeaf(answers)
  const seen = []
  for (const _ of answers) seen.push(await leaf.credentials.post('u1', fieldOps, body))
  expect(seen).toEqual([
    { kind: 'accepted', credential },
    { kind: 'accepted', credential: null },
    { kind: 'accepted', credential: null },
    { kind: 'conflict' },
    { kind: 'conflict' },
    { kind: 'refused', status: 400 },
    { kind: 'user_not_found' },
    { kind: 'refused', status: 403 },
    { kind: 'refused', status: 422 },
  ])
  expect(sent[0]).toEqual({ call: `POST ${PATH}`, authorization: 'Bearer token-1', json: body })
})

test('a POST without an answer may have been acted upon, and is not sent again', async () => {
  const { leaf, sent } = scriptLeaf([reset])
  expect(await leafErrorOf(leaf.credentials.post('u1', fieldOps, body))).toMatchObject({
    kind: 'unavailable',
    sent: true,
  })
  expect(sent).toHaveLength(1)
})

test.each([
  'duplicate',
  'Duplicate credentials',
  'already exists',
  'user already has credentials',
  'credentials exist',
])('a 400 that names a duplicate: %s', (message) => {
  expect(namesDuplicate(JSON.stringify({ status: 400, message }))).toBe(true)
})

test.each([
  'refresh token was already used',
  'token already expired',
  'the user does not already exist',
  'no credentials exist for this client',
  'clientSecret is not valid',
])('a 400 that names none, and must not lead to a DELETE: %s', (message) => {
  expect(namesDuplicate(JSON.stringify({ status: 400, message }))).toBe(false)
})

test('words elsewhere than in the fields for words name nothing', () => {
  expect(namesDuplicate('duplicate')).toBe(false)
  expect(namesDuplicate(JSON.stringify({ clientSecret: 'duplicate', path: '/already-exists' }))).toBe(false)
  expect(namesDuplicate(JSON.stringify(['duplicate']))).toBe(false)
})

test.each([200, 202, 204, 404, 410])('a DELETE answered by %i is gone', async (status) => {
  const { leaf, sent } = scriptLeaf([{ status }])
  await leaf.credentials.delete('u1', fieldOps)
  expect(sent).toEqual([{ call: `DELETE ${PATH}`, authorization: 'Bearer token-1' }])
})

test('a DELETE that is refused or unanswered is told', async () => {
  const { leaf } = scriptLeaf([{ status: 400 }, { status: 503 }])
  expect(await leafErrorOf(leaf.credentials.delete('u1', fieldOps))).toMatchObject({ kind: 'refused' })
  expect(await leafErrorOf(leaf.credentials.delete('u1', fieldOps))).toMatchObject({ kind: 'unavailable' })
})

test('a URL is asked for on the same path, and its answer given unread', async () => {
  const { leaf, sent } = scriptLeaf([{ json: { url: 'https://x.example' } }, { status: 404 }, { status: 400 }])
  const ask = () => leaf.credentials.requestUrl('u1', 'climate-field-view-credentials', { client_id: 'c' })
  expect(await ask()).toEqual({ url: 'https://x.example' })
  expect(sent[0]).toEqual({
    call: 'POST /services/usermanagement/api/users/u1/climate-field-view-credentials',
    authorization: 'Bearer token-1',
    json: { client_id: 'c' },
  })
  expect(await leafErrorOf(ask())).toMatchObject({ kind: 'user_not_found' })
  expect(await leafErrorOf(ask())).toMatchObject({ kind: 'refused' })
})

test('secrets that Leaf echoes are in no error and no log line', async () => {
  const secret = 'canary-refresh'
  const answers: Answer[] = [
    { json: [{ refreshToken: secret }] },
    { text: `oops ${secret}` },
    { status: 422, text: secret },
  ]
  const { leaf, lines } = scriptLeaf(answers)
  for (const _ of answers) {
    const error = await leafErrorOf(leaf.credentials.get('u1', fieldOps))
    expect(`${error.message} ${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`).not.toContain(secret)
  }
  expect(lines.join()).not.toContain(secret)
})
