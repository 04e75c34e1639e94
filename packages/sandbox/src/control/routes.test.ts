import { expect, test } from 'vitest'
import { DEFAULT_SWITCHES } from '../switches.ts'
import { Tester, USERS } from '../testing/tester.ts'

test('POST /control turns switches, adds faults, and answers with what stands', async () => {
  const tester = new Tester()
  const answer = await tester.send('POST', '/control', {
    switches: { token: 'omitted', statusWords: ['checking', 'OK'] },
    faults: [{ kind: 'hang', path: '/leaf/**' }],
  })
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual({
    switches: { ...DEFAULT_SWITCHES, token: 'omitted', statusWords: ['checking', 'OK'] },
    faults: [expect.objectContaining({ kind: 'hang', path: '/leaf/**', times: 1, after: false })],
    users: [],
  })
  expect((await tester.send('GET', '/control')).json).toEqual(answer.json)
  expect((await tester.send('POST', '/control', { clearFaults: true })).json).toMatchObject({
    faults: [],
    switches: { token: 'omitted' },
  })
})

test('reset forgets everything and puts the switches back to those of the start', async () => {
  const tester = new Tester({ switches: { deleteStatus: 200 } })
  await tester.attached('CNHI')
  const answer = await tester.send('POST', '/control', { reset: true, switches: { attachStatus: 200 } })
  expect(answer.json).toEqual({
    switches: { ...DEFAULT_SWITCHES, deleteStatus: 200, attachStatus: 200 },
    faults: [],
    users: [],
  })
  expect(tester.sandbox.requests).toEqual([])
})

test('setStatus, detach and expireLeafTokens', async () => {
  const tester = new Tester()
  const leafUserId = await tester.attached('CNHI')
  const of = { leafUserId, provider: 'CNHI' }
  const invalid = await tester.send('POST', '/control', { setStatus: { ...of, status: 'invalid' } })
  expect(invalid.json).toMatchObject({
    users: [{ connected: [{ provider: 'CNHI', status: 'invalid', farm: 'North Ridge Farm' }] }],
  })
  expect((await tester.send('POST', '/control', { setStatus: { ...of, status: null } })).text).toContain(
    '"status":"OK"',
  )
  expect((await tester.send('POST', '/control', { detach: of })).status).toBe(200)
  expect((await tester.send('POST', '/control', { detach: of })).status).toBe(404)
  await tester.send('POST', '/control', { expireLeafTokens: true })
  expect((await tester.leaf('GET', USERS)).status).toBe(401)
})

test('what the tester sees holds no secret', async () => {
  const tester = new Tester()
  for (const provider of ['JohnDeere', 'CNHIFieldOps', 'CNHI', 'ClimateFieldView'] as const)
    await tester.attached(provider)
  for (const path of ['/control', '/']) {
    const seen = await tester.send('GET', path)
    expect(seen.text).toContain('North Ridge Farm')
    expect(seen.text).not.toContain('CANARY')
  }
})

test.each([
  { switches: { token: 'other' } },
  { switches: { other: 1 } },
  { faults: [{ kind: 'hang' }] },
  { reset: false },
  { unknown: 1 },
])('refuses %j', async (command) => {
  const tester = new Tester()
  expect((await tester.send('POST', '/control', command)).status).toBe(400)
  expect(tester.sandbox.state.switches).toEqual(DEFAULT_SWITCHES)
})

test('GET /control/requests tells what came in, with headers and body, but not the tester’s own', async () => {
  const tester = new Tester()
  await tester.send('GET', '/control')
  await tester.send('GET', '/')
  await tester.send('POST', '/leaf/api/authenticate?x=1', { username: 'a' }, { 'x-test': 'yes' })
  expect((await tester.send('GET', '/control/requests')).json).toEqual([
    {
      at: tester.time,
      method: 'POST',
      path: '/leaf/api/authenticate',
      query: { x: '1' },
      headers: expect.objectContaining({ 'x-test': 'yes', 'content-type': 'application/json' }),
      body: '{"username":"a"}',
      status: 400,
    },
  ])
})

test('the record keeps the last 2000 requests and marks the faults', async () => {
  const tester = new Tester()
  for (let count = 0; count < 2001; count += 1) await tester.send('GET', `/leaf/${count}`)
  expect(tester.sandbox.requests).toHaveLength(2000)
  expect(tester.sandbox.requests[0]?.path).toBe('/leaf/1')
  tester.sandbox.control.fault({ kind: 'reset', path: '/leaf/x' })
  await expect(tester.send('GET', '/leaf/x')).rejects.toThrow('reset')
  expect(tester.sandbox.requests.at(-1)).toMatchObject({ path: '/leaf/x', fault: 'reset' })
  expect(tester.sandbox.requests.at(-1)).not.toHaveProperty('status')
})
