import { expect, test } from 'vitest'
import { leafErrorOf, scriptLeaf } from './testing/scripted-leaf.ts'

const USERS = '/services/usermanagement/api/users'
const page = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => ({ id: `other-${from + index}`, externalId: `farm-1-${index}` }))

test('only an identical externalId is found: not a prefix, not another case, not one without', async () => {
  const json = [
    { id: 'u1', externalId: 'farm-1' },
    { id: 'u2', externalId: 'farm-10' },
    { id: 'u3', externalId: 'FARM-1' },
    { id: 'u4', externalId: ' farm-1' },
    { id: 'u5' },
    { id: 'u6', externalId: null },
  ]
  const { leaf, sent } = scriptLeaf([{ json }])
  expect(await leaf.users.findByExternalId('farm-1')).toEqual(['u1'])
  expect(sent.map(({ call }) => call)).toEqual([`GET ${USERS}?externalId=farm-1&page=0&size=100`])
})

test('several identical ones are all told, each once', async () => {
  const same = { id: 'u1', externalId: 'farm-1' }
  const { leaf } = scriptLeaf([{ json: [same, { id: 'u2', externalId: 'farm-1' }, same] }])
  expect(await leaf.users.findByExternalId('farm-1')).toEqual(['u1', 'u2'])
})

test('pages are read until a short one', async () => {
  const { leaf, sent } = scriptLeaf([
    { json: page(100) },
    { json: [...page(3, 100), { id: 'u9', externalId: 'farm-1' }] },
  ])
  expect(await leaf.users.findByExternalId('farm-1')).toEqual(['u9'])
  expect(sent[1]?.call).toBe(`GET ${USERS}?externalId=farm-1&page=1&size=100`)
})

test('an endless list is not "not found"', async () => {
  const { leaf } = scriptLeaf(Array.from({ length: 20 }, () => ({ json: page(100) })))
  expect(await leafErrorOf(leaf.users.findByExternalId('farm-1'))).toMatchObject({ kind: 'unavailable' })
})

test.each(['', ' ', '\t\n'])('the externalId %j never asks: it would list everybody', async (externalId) => {
  const { leaf, sent } = scriptLeaf([])
  await expect(leaf.users.findByExternalId(externalId)).rejects.toBeInstanceOf(TypeError)
  expect(sent).toEqual([])
})

test('an externalId is encoded', async () => {
  const { leaf, sent } = scriptLeaf([{ json: [] }])
  await leaf.users.findByExternalId('a&size=1#ü')
  expect(sent[0]?.call).toBe(`GET ${USERS}?externalId=a%26size%3D1%23%C3%BC&page=0&size=100`)
})

test.each([{ text: '<html>' }, { json: { users: [] } }, { json: [{ id: '../x', externalId: 'farm-1' }] }])(
  'a list that cannot be read is unavailable: %j',
  async (answer) => {
    const { leaf } = scriptLeaf([answer])
    expect(await leafErrorOf(leaf.users.findByExternalId('farm-1'))).toMatchObject({ kind: 'unavailable' })
  },
)

test('a user exists, or not', async () => {
  const answers = [{ json: { id: 'u1', name: 'x' } }, { status: 404 }, { status: 400 }, { json: { id: 'another' } }]
  const { leaf } = scriptLeaf(answers)
  const seen = []
  for (const _ of answers) seen.push(await leaf.users.exists('u1'))
  expect(seen).toEqual([true, false, false, false])
})

test('a user is made by POST with what was given, every field that Leaf wants, and its id told', async () => {
  const made = { status: 201, json: { id: 'u7', name: 'farm-1' } }
  const { leaf, sent } = scriptLeaf([made, made])
  const user = { name: 'farm-1', email: 'farm-1', externalId: 'farm-1' }
  const reachable = { ...user, phone: '+55', address: 'Farm Road 1' }
  expect(await leaf.users.create(user)).toBe('u7')
  expect(await leaf.users.create(reachable)).toBe('u7')
  expect(sent).toEqual([
    { call: `POST ${USERS}`, authorization: 'Bearer token-1', json: { ...user, phone: '', address: '' } },
    { call: `POST ${USERS}`, authorization: 'Bearer token-1', json: reachable },
  ])
})

test('a user that Leaf refuses to make is refused; an id that cannot be used is unavailable', async () => {
  const user = { name: 'farm-1', email: 'no email', externalId: 'farm-1' }
  const { leaf } = scriptLeaf([
    { status: 400, json: { message: 'email' } },
    { status: 201, json: { id: '../admin' } },
  ])
  expect(await leafErrorOf(leaf.users.create(user))).toMatchObject({ kind: 'refused', sent: false })
  expect(await leafErrorOf(leaf.users.create(user))).toMatchObject({ kind: 'unavailable', sent: true })
})
