import { expect, test } from 'vitest'
import { GOOD_WAY } from '../shared/scenarios.ts'
import { connection, testDemo } from './testing/test-demo.ts'

const CONTROL = 'http://localhost:4320/control'

test('a scenario undoes the one before, and is told to whoever asks', async () => {
  const { get, post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  expect(await (await get('/api/scenario')).json()).toEqual({ scenario: 'good_way' })
  const response = await post('/api/scenario', cookie, { scenario: 'expired_code' })
  expect(await response.json()).toEqual({ scenario: 'expired_code' })
  expect(await (await get('/api/scenario')).json()).toEqual({ scenario: 'expired_code' })
  await post('/api/scenario', cookie, { scenario: 'good_way' })
  expect(asked.controlled).toEqual([
    { url: CONTROL, ...GOOD_WAY, switches: { ...GOOD_WAY.switches, consent: 'expired_code' } },
    { url: CONTROL, ...GOOD_WAY },
  ])
})

test('the connections of the farm that is signed in are broken, and nobody else’s', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/connect-session', cookie)
  expect(await (await post('/api/invalidate', cookie)).json()).toEqual({ invalidated: 1 })
  const { provider } = connection
  expect(asked.controlled).toEqual([
    { url: CONTROL, setStatus: { leafUserId: 'leaf-of-NG-10427', provider, status: 'invalid' } },
  ])
  expect(await (await post('/api/invalidate', await signIn('willow-creek'))).json()).toEqual({ invalidated: 0 })
})

test('who is not signed in, another site’s page and an unknown name change nothing', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  for (const path of ['/api/scenario', '/api/invalidate']) {
    expect((await post(path, '', { scenario: 'expired_code' })).status).toBe(401)
    expect((await post(path, cookie, { scenario: 'expired_code' }, 'https://evil.example')).status).toBe(403)
  }
  expect((await post('/api/scenario', cookie, { scenario: 'constructor' })).status).toBe(404)
  expect(asked.controlled).toEqual([])
})

test('a sandbox that refuses: 502 in plain words, and the scenario is still the one before', async () => {
  const { get, post, asked, signIn } = testDemo({}, 500)
  const response = await post('/api/scenario', await signIn('north-ridge'), { scenario: 'leaf_busy' })
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('canary')
  expect(asked.failures).toEqual(['POST /control of the sandbox'])
  expect(await (await get('/api/scenario')).json()).toEqual({ scenario: 'good_way' })
})
