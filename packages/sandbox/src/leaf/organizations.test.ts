import { expect, test } from 'vitest'
import { chooseOrganizations, pressThrough } from '../press-through.ts'
import { CALLBACK, ORIGIN, Tester, USERS } from '../testing/tester.ts'

const list = async (tester: Tester, id: string) => {
  const answer = await tester.leaf('GET', `${USERS}/${id}/organizations/JohnDeere`)
  expect(answer.status).toBe(200)
  const body = answer.json as Record<'connectedOrganizations' | 'notConnectedOrganizations', { id: string }[]>
  return {
    connected: body.connectedOrganizations.map(({ id }) => id),
    notConnected: body.notConnectedOrganizations.map(({ id }) => id),
  }
}

/** Signs in at John Deere in a browser, and attaches what came of it. */
const signIn = async (tester: Tester) => {
  const cookies = new Map<string, string>()
  const { JOHN_DEERE_CLIENT_KEY: clientKey, JOHN_DEERE_CLIENT_SECRET: clientSecret } = tester.sandbox.environment
  const helper = '/helpers/johndeere'
  const asked = await tester.send('POST', `${helper}/get_url`, { clientKey, clientSecret, clientRedirectUrl: CALLBACK })
  const back = await pressThrough(tester.sandbox, (asked.json as { url: string }).url, { cookies })
  const exchanged = await tester.send('POST', `${helper}/get_token`, {
    clientKey,
    clientSecret,
    clientRedirectUrl: CALLBACK,
    responseUrl: back.href,
  })
  const id = await tester.attached('JohnDeere', (exchanged.json as { refreshToken: string }).refreshToken)
  const page = `${ORIGIN}/johndeere/connections/${clientKey}/select-organizations?redirect_uri=${encodeURIComponent(`${CALLBACK}/organizations`)}`
  return { id, cookies, page }
}

test('nothing is connected until the grower shares an organization; each has a link to manage it', async () => {
  const tester = new Tester()
  const { id, cookies, page } = await signIn(tester)
  expect(await list(tester, id)).toEqual({ connected: [], notConnected: ['481516', '234208'] })
  const back = await chooseOrganizations(tester.sandbox, page, ['234208'], cookies)
  expect(back.href).toBe(`${CALLBACK}/organizations`)
  expect(await list(tester, id)).toEqual({ connected: ['234208'], notConnected: ['481516'] })
  const answer = await tester.leaf('GET', `${USERS}/${id}/organizations/JohnDeere`)
  expect(answer.json).toMatchObject({
    connectedOrganizations: [{ id: '234208', name: 'North Ridge Custom Harvest', managementUri: page.split('?')[0] }],
  })
})

test('organizationDelaySeconds: Leaf sees a share, and its end, only later', async () => {
  const tester = new Tester({ switches: { organizationDelaySeconds: 60 } })
  const { id, cookies, page } = await signIn(tester)
  await chooseOrganizations(tester.sandbox, page, ['481516'], cookies)
  tester.time += 59_999
  expect((await list(tester, id)).connected).toEqual([])
  tester.time += 1
  expect((await list(tester, id)).connected).toEqual(['481516'])
  await chooseOrganizations(tester.sandbox, page, [], cookies)
  expect((await list(tester, id)).connected).toEqual(['481516'])
  tester.time += 60_000
  expect((await list(tester, id)).connected).toEqual([])
})

test('sync takes an empty POST, for a user with John Deere attached', async () => {
  const tester = new Tester()
  const id = await tester.attached('JohnDeere')
  const path = `${USERS}/${id}/JohnDeere/organizations/sync`
  expect((await tester.leaf('POST', path)).status).toBe(204)
  expect((await tester.leaf('POST', path, { force: true })).status).toBe(400)
  expect((await tester.leaf('GET', path)).status).toBe(405)
  const other = await tester.attached('CNHI')
  expect((await tester.leaf('POST', `${USERS}/${other}/JohnDeere/organizations/sync`)).status).toBe(404)
  expect((await tester.leaf('GET', `${USERS}/${other}/organizations/JohnDeere`)).status).toBe(404)
})
