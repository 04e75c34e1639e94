import { expect, test } from 'vitest'
import { pressThrough } from '../press-through.ts'
import { authorizationUrlOf } from '../testing/authorization-urls.ts'
import { CALLBACK, Tester } from '../testing/tester.ts'

const RETURN = `${CALLBACK}/organizations?state=our-state`
const PAGE = '/johndeere/connections/sandbox-john-deere-app/select-organizations'
const PATH = `${PAGE}?redirect_uri=${encodeURIComponent(RETURN)}`

const signedIn = async () => {
  const tester = new Tester()
  const cookies = new Map<string, string>()
  await pressThrough(tester.sandbox, authorizationUrlOf('JohnDeere'), { cookies })
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const shared = () =>
    [...tester.sandbox.state.accounts.values()].flatMap((account) =>
      [...account.organizations].filter(([, { shared }]) => shared).map(([id]) => id),
    )
  const get = async (path = PATH) => tester.send('GET', path, undefined, { cookie })
  const submit = async (fields: Record<string, string>, path = PATH) =>
    tester.form(path, { scenario: 'save', ...fields }, { cookie })
  return { tester, shared, get, submit }
}

test('one organization is on already; Save shares it and goes back to the whole return address', async () => {
  const { shared, get, submit } = await signedIn()
  const page = await get()
  expect(page.status).toBe(200)
  expect(page.text.match(/role="switch"/g)).toHaveLength(2)
  expect(page.text.match(/\schecked/g)).toHaveLength(2)
  expect(page.text).toMatch(/name="organization-481516"\s+checked/)
  const back = await submit({ decision: 'save', 'organization-481516': 'on' })
  expect([back.status, back.headers.get('location')]).toEqual([303, RETURN])
  expect(shared()).toEqual(['481516'])
})

test('the page remembers what was shared', async () => {
  const { get, submit } = await signedIn()
  await submit({ decision: 'save', 'organization-234208': 'on' })
  const page = await get()
  expect(page.text).toMatch(/name="organization-234208"\s+checked/)
  expect(page.text).not.toMatch(/name="organization-481516"\s+checked/)
})

test('leaving, or saving with none, shares nothing and goes back', async () => {
  const { shared, submit } = await signedIn()
  expect((await submit({ decision: 'leave', 'organization-481516': 'on' })).headers.get('location')).toBe(RETURN)
  expect(shared()).toEqual([])
  expect((await submit({ decision: 'save' })).headers.get('location')).toBe(RETURN)
  expect(shared()).toEqual([])
})

test('scenarios: state dropped, slow, severed opener, never returns', async () => {
  const { submit } = await signedIn()
  const after = (scenario: string) => submit({ decision: 'save', scenario })
  expect((await after('state_dropped')).headers.get('location')).toBe(`${CALLBACK}/organizations`)
  expect((await after('slow')).headers.get('refresh')).toBe(`6; url=${RETURN}`)
  expect((await after('severed_opener')).headers.get('cross-origin-opener-policy')).toBe('same-origin')
  const end = await after('never_returns')
  expect([end.status, end.headers.get('location'), end.headers.get('refresh')]).toEqual([200, null, null])
})

test('a browser that is not signed in signs in first; its organizations are its own', async () => {
  const { tester, shared, submit } = await signedIn()
  await submit({ decision: 'save', 'organization-481516': 'on' })
  const page = await tester.send('GET', PATH)
  expect(page.text).not.toContain('role="switch"')
  const entered = await tester.form(PATH, { account: 'north-ridge' })
  expect(entered.status).toBe(303)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const own = await tester.send(
    'GET',
    entered.headers.get('location')?.replace('http://localhost:4320', '') ?? '',
    undefined,
    { cookie },
  )
  expect(own.text).toContain('role="switch"')
  await tester.form(PATH, { decision: 'save', scenario: 'save', 'organization-234208': 'on' }, { cookie })
  expect(shared()).toEqual(['481516', '234208'])
})

test('without a return address it says that all is saved', async () => {
  const { submit } = await signedIn()
  const answer = await submit({ decision: 'save' }, PAGE)
  expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
})

test('another application, another parameter, another organization and another method are refused', async () => {
  const { tester, get, submit } = await signedIn()
  expect((await get(PATH.replace('sandbox-john-deere-app', 'other'))).status).toBe(400)
  expect((await get(`${PATH}&state=x`)).status).toBe(400)
  expect((await get(`${PAGE}?redirect_uri=javascript:1`)).status).toBe(400)
  expect((await submit({ decision: 'save', 'organization-1': 'on' })).status).toBe(400)
  expect((await tester.send('DELETE', PATH)).status).toBe(405)
})
