import { expect, test } from 'vitest'
import { Tester, USERS } from './testing/tester.ts'

const farm = { name: 'North Ridge Farm', email: 'farm@farm.example', phone: '', address: '' }

test('status, with Retry-After and a body of its own', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({ kind: 'status', path: USERS, status: 429, retryAfter: '7' })
  tester.sandbox.control.fault({ kind: 'status', path: USERS, status: 503, body: 'down' })
  const first = await tester.leaf('GET', USERS)
  expect([first.status, first.headers.get('retry-after'), first.json]).toEqual([
    429,
    '7',
    expect.objectContaining({ status: 429 }),
  ])
  const second = await tester.leaf('GET', USERS)
  expect([second.status, second.text]).toEqual([503, 'down'])
  expect((await tester.leaf('GET', USERS)).status).toBe(200)
})

test('it hits the requests that fit, so many times, after so many were let through', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({
    kind: 'status',
    status: 500,
    method: 'POST',
    path: USERS,
    bodyContains: '"externalId":"a"',
    skip: 1,
    times: 2,
  })
  const create = async (externalId: string) => (await tester.leaf('POST', USERS, { ...farm, externalId })).status
  expect((await tester.leaf('GET', USERS)).status).toBe(200)
  expect(await create('b')).toBe(201)
  expect([await create('a'), await create('a'), await create('a'), await create('a')]).toEqual([201, 500, 500, 201])
  expect(tester.sandbox.state.faults).toEqual([])
})

test('paths: one segment, any rest, nothing else', async () => {
  const tester = new Tester()
  const hit = async (pattern: string, path: string) => {
    tester.sandbox.control.clearFaults()
    tester.sandbox.control.fault({ kind: 'status', status: 418, path: pattern, times: 'always' })
    return (await tester.send('GET', path)).status === 418
  }
  expect(await hit('/leaf/*/users', '/leaf/x/users')).toBe(true)
  expect(await hit('/leaf/*/users', '/leaf/x/y/users')).toBe(false)
  expect(await hit('/leaf/**', '/leaf/x/y/users')).toBe(true)
  expect(await hit('/leaf/**', '/leaf')).toBe(true)
  expect(await hit('/leaf/**', '/leafy/x')).toBe(false)
  expect(await hit('/leaf', '/leaf/x')).toBe(false)
})

test('before: nothing is done. After: it is done, and the answer is lost', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({ kind: 'reset', path: USERS, method: 'POST' })
  await expect(tester.leaf('POST', USERS, farm)).rejects.toThrow(TypeError)
  expect(tester.sandbox.state.users.size).toBe(0)
  tester.sandbox.control.fault({ kind: 'reset', path: USERS, method: 'POST', after: true })
  await expect(tester.leaf('POST', USERS, farm)).rejects.toThrow(TypeError)
  expect(tester.sandbox.state.users.size).toBe(1)
  tester.sandbox.control.fault({ kind: 'status', status: 500, path: USERS, method: 'POST', after: true })
  expect((await tester.leaf('POST', USERS, farm)).status).toBe(500)
  expect(tester.sandbox.state.users.size).toBe(2)
})

test('hang ends with the caller’s patience, with the caller’s reason', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({ kind: 'hang', path: '/leaf/**' })
  const signal = AbortSignal.timeout(20)
  await expect(tester.sandbox.fetch('http://localhost:4320/leaf/x', { signal })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
})

test('delay sleeps before, or after the work', async () => {
  const slept: [number, number][] = []
  const tester: Tester = new Tester({
    tools: {
      sleep: (milliseconds) => Promise.resolve(void slept.push([milliseconds, tester.sandbox.state.users.size])),
    },
  })
  tester.sandbox.control.fault({ kind: 'delay', delayMs: 300, path: USERS })
  expect((await tester.leaf('POST', USERS, farm)).status).toBe(201)
  tester.sandbox.control.fault({ kind: 'delay', delayMs: 400, path: USERS, after: true })
  expect((await tester.leaf('POST', USERS, farm)).status).toBe(201)
  expect(slept).toEqual([
    [300, 0],
    [400, 2],
  ])
})

test('huge_body, malformed_json, content_type, redirect', async () => {
  const tester = new Tester()
  const { control } = tester.sandbox
  control.fault({ kind: 'huge_body', path: USERS, bytes: 1_500_000 })
  const huge = await tester.leaf('GET', USERS)
  expect([huge.status, huge.text.length]).toEqual([200, 1_500_000 + '{"padding":""}'.length])
  expect(huge.json).toBeDefined()
  control.fault({ kind: 'malformed_json', path: USERS })
  const malformed = await tester.leaf('POST', USERS, farm)
  expect([malformed.status, malformed.json]).toEqual([201, undefined])
  expect(malformed.headers.get('content-type')).toContain('application/json')
  control.fault({ kind: 'content_type', path: USERS, value: 'text/plain' })
  expect((await tester.leaf('GET', USERS)).headers.get('content-type')).toBe('text/plain')
  control.fault({ kind: 'redirect', path: USERS, location: 'https://elsewhere.example/' })
  const redirect = await tester.leaf('GET', USERS)
  expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'https://elsewhere.example/'])
})

test('extra_fields puts canaries into objects and into the items of lists', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({ kind: 'extra_fields', path: USERS, times: 2 })
  const extra = { accessToken: expect.stringMatching(/^CANARY-/), internal: expect.anything() }
  expect((await tester.leaf('POST', USERS, farm)).json).toMatchObject({ ...farm, ...extra })
  expect((await tester.leaf('GET', USERS)).json).toEqual([expect.objectContaining({ ...farm, ...extra })])
})

test('faults hit pages and helpers as well', async () => {
  const tester = new Tester()
  tester.sandbox.control.fault({ kind: 'status', status: 500, path: '/helpers/**', times: 'always' })
  tester.sandbox.control.fault({ kind: 'status', status: 503, path: '/cnh/fieldops/authorize' })
  expect((await tester.send('POST', '/helpers/cnhi/get_url', {})).status).toBe(500)
  expect((await tester.send('GET', '/cnh/fieldops/authorize')).status).toBe(503)
})

test('a fault that makes no sense is refused', () => {
  const { control } = new Tester().sandbox
  expect(() => control.fault({ kind: 'status', status: 200, path: '/x' })).toThrow('status')
  expect(() => control.fault({ kind: 'hang', path: 'x' })).toThrow('path')
  expect(() => control.set({ statusWords: [] })).toThrow('statusWords')
})
