import { expect, test } from 'vitest'
import { Tester, USERS } from '../testing/tester.ts'

const farm = { name: 'North Ridge Farm', email: 'farm@farm.example', phone: '', address: '' }

test('creates a user and finds it by id and by externalId', async () => {
  const tester = new Tester()
  const created = await tester.leaf('POST', USERS, { ...farm, externalId: 'grower-1' })
  expect(created.status).toBe(201)
  const { id } = created.json as { id: string }
  expect(created.json).toEqual({ id, ...farm, externalId: 'grower-1' })
  expect((await tester.leaf('GET', `${USERS}/${id}`)).json).toEqual(created.json)
  expect((await tester.leaf('GET', `${USERS}?externalId=grower-1&page=0&size=10`)).json).toEqual([created.json])
  expect((await tester.leaf('GET', `${USERS}?externalId=other`)).json).toEqual([])
})

test('externalId is found exactly, or by a part when the switch says so', async () => {
  const tester = new Tester()
  tester.sandbox.control.addUser({ externalId: 'grower-1' })
  tester.sandbox.control.addUser({ externalId: 'grower-12' })
  tester.sandbox.control.addUser()
  const found = async () => ((await tester.leaf('GET', `${USERS}?externalId=grower-1`)).json as unknown[]).length
  expect(await found()).toBe(1)
  tester.sandbox.control.set({ externalIdSearch: 'substring' })
  expect(await found()).toBe(2)
})

test('whoever is renamed or deleted is found by the old externalId no more', async () => {
  const tester = new Tester()
  const names = async (externalId: string) =>
    ((await tester.leaf('GET', `${USERS}?externalId=${externalId}`)).json as { id: string }[]).map(({ id }) => id)
  const [first, second] = ['first', 'second'].map((id) => tester.sandbox.control.addUser({ id, externalId: 'old' }).id)
  expect(await names('old')).toEqual([first, second])
  await tester.leaf('PUT', `${USERS}/${first}`, { ...farm, externalId: 'new' })
  expect(await names('old')).toEqual([second])
  expect(await names('new')).toEqual([first])
  await tester.leaf('DELETE', `${USERS}/${first}`)
  await tester.leaf('DELETE', `${USERS}/${second}`)
  expect([await names('old'), await names('new')]).toEqual([[], []])
})

test('without an externalId it lists everybody, a page at a time', async () => {
  const tester = new Tester()
  for (let count = 0; count < 25; count += 1) tester.sandbox.control.addUser()
  expect((await tester.leaf('GET', USERS)).json).toHaveLength(20)
  expect((await tester.leaf('GET', `${USERS}?page=1`)).json).toHaveLength(5)
  expect((await tester.leaf('GET', `${USERS}?externalId=`)).json).toHaveLength(20)
})

test.each([
  ['a missing name', { name: undefined }],
  ['a missing email', { email: undefined }],
  ['a missing phone', { phone: undefined }],
  ['a missing address', { address: undefined }],
  ['an empty externalId', { externalId: '' }],
  ['an unknown field', { role: 'admin' }],
])('refuses to create with %s', async (_, change) => {
  const answer = await new Tester().leaf('POST', USERS, { ...farm, ...change })
  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ message: 'error.validation' })
})

test.each(['?size=0', '?page=-1', '?name=x', '?page=0&page=1'])('refuses the query %s', async (query) => {
  expect((await new Tester().leaf('GET', USERS + query)).status).toBe(400)
})

test('an unknown user is 404', async () => {
  const tester = new Tester()
  for (const path of ['/none', '/none/john-deere-credentials', '/none/john-deere-credentials/events']) {
    expect((await tester.leaf('GET', USERS + path)).status).toBe(404)
  }
})

test('a deleted user is gone with its credentials', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  expect((await tester.leaf('DELETE', `${USERS}/${id}`)).status).toBe(204)
  expect((await tester.leaf('GET', `${USERS}/${id}`)).status).toBe(404)
  expect(tester.sandbox.state.credentials.size).toBe(0)
})

test('PUT detaches the credentials that the body leaves out', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  await tester.leaf('POST', tester.credential(id, 'JohnDeere'), tester.body('JohnDeere'))
  const kept = (await tester.leaf('GET', tester.credential(id, 'CNHI'))).json as { id: string }
  const changed = await tester.leaf('PUT', `${USERS}/${id}`, { ...farm, cnhiCredentials: { id: kept.id } })
  expect(changed.status).toBe(200)
  expect((await tester.leaf('GET', tester.credential(id, 'CNHI'))).status).toBe(200)
  expect((await tester.leaf('GET', tester.credential(id, 'JohnDeere'))).status).toBe(404)
})
