import { ProviderError } from '@hitch/providers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { fakeProvider, HELPER_HOST } from '../testing/fake-provider.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, newLeafUserId } from '../testing/test-server.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

const rowOf = (attemptId: string) =>
  database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()

describe('the helper’s URL', () => {
  const withAnswer = (answer: () => string | Promise<string>, per: 'provider' | 'leaf_user' = 'provider') => {
    const provider = Object.assign(fakeProvider('CNHIFieldOps', { authorizationUrlPer: per }), { answer })
    let milliseconds = 0
    const own = createTestServer(database, {
      providers: new Map([[provider.id, provider]]),
      now: () => milliseconds,
    })
    const start = async (leafUserId = newLeafUserId()) => {
      const { attemptId, ticket } = await own.createAttempt(await own.createSession({ leafUserId }))
      return { attemptId, response: await own.start(ticket) }
    }
    return { provider, own, start, pass: (time: number) => void (milliseconds += time) }
  }
  const good = `https://${HELPER_HOST}/authorize?client_id=client-CNHIFieldOps`

  test.each([
    ['a foreign host', 'https://evil.example.com/authorize'],
    ['a look-alike host', `https://${HELPER_HOST}.evil.example/authorize`],
    ['http', `http://${HELPER_HOST}/authorize`],
    ['a foreign client', `https://${HELPER_HOST}/authorize?client_id=someone-else`],
    ['a foreign redirect', `${good}&redirect_uri=https%3A%2F%2Fevil.example.com%2Fcallback`],
    ['another response type', `${good}&response_type=token`],
    ['a fragment mode', `${good}&response_mode=fragment`],
    ['a header within', `${good}\r\nSet-Cookie: a=b`],
    ['script', 'javascript:alert(1)'],
  ])('with %s ends the attempt, and nobody is sent there', async (_, url) => {
    const { start } = withAnswer(() => url)
    const { attemptId, response } = await start()
    expect(response.status).toBe(502)
    expect(response.headers.get('refresh')).toBeNull()
    expect(response.headers.getSetCookie()).toEqual([])
    const page = await response.text()
    expect(page).toContain('is not answering')
    expect(page).not.toContain('evil')
    expect(await rowOf(attemptId)).toMatchObject({ status: 'failed', error_code: 'provider_unavailable' })
  })

  test.each([
    ['provider_timeout' as const, 502, 'is not answering'],
    ['subscription_key_rejected' as const, 502, 'Not working right now'],
    ['leaf_unauthorized' as const, 503, 'Not working right now'],
  ])('that is not to be had ends the attempt as %s, and the page says so', async (code, status, words) => {
    const { start } = withAnswer(() =>
      Promise.reject(new ProviderError(code, 'the helper said no', { answered: true })),
    )
    const { attemptId, response } = await start()
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(words)
    expect(await rowOf(attemptId)).toMatchObject({ status: 'failed', error_code: code })
  })

  test('is asked for once in ten minutes, and by one of many that come at once; never when a ticket is prefetched', async () => {
    const { provider, own, start, pass } = withAnswer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return good
    })
    await own.createAttempt(await own.createSession())
    expect(provider.calls).toEqual([])
    await Promise.all([start(), start(), start()])
    pass(9 * 60_000)
    await start()
    expect(provider.calls).toMatchObject([{ redirectUri: 'https://connect.example.com/callback/CNHIFieldOps' }])
    pass(2 * 60_000)
    await start()
    expect(provider.calls).toHaveLength(2)
  })

  test('is kept per Leaf user where the provider gives one to each', async () => {
    const { provider, start } = withAnswer(() => good, 'leaf_user')
    const leafUserId = newLeafUserId()
    await start(leafUserId)
    await start(leafUserId)
    await start()
    expect(provider.calls.map((call) => call.leafUserId === leafUserId)).toEqual([true, false])
  })

  test.each(['nonce=1', 'code_challenge=x&code_challenge_method=S256'])(
    'with %s is for one attempt alone',
    async (extra) => {
      const { provider, start } = withAnswer(() => `${good}&${extra}`)
      await start()
      await start()
      expect(provider.calls).toHaveLength(2)
    },
  )

  test('a failure is not kept', async () => {
    let isDown = true
    const { start } = withAnswer(() => (isDown ? Promise.reject(new Error('down')) : good))
    expect((await start()).response.status).toBe(500)
    isDown = false
    expect((await start()).response.status).toBe(200)
  })
})

test('in the same tab a failed start leads back to the host, for there is no window to close', async () => {
  const provider = Object.assign(fakeProvider('CNHIFieldOps'), { answer: () => 'nonsense' })
  const own = createTestServer(database, { providers: new Map([[provider.id, provider]]) })
  const session = await own.createSession()
  const { ticket } = await own.createAttempt(session, { mode: 'redirect', returnUrl: `${HOST}/account?a=1&b=2` })
  const page = await (await own.start(ticket)).text()
  expect(page).toContain(`href="${HOST}/account?a=1&amp;b=2"`)
  expect(page).not.toContain('data-do="close"')
})

test('a provider whose helper fails twice is shown as down, is looked at while somebody watches, and comes back', async () => {
  let isDown = true
  let milliseconds = 0
  const provider = Object.assign(fakeProvider('CNHIFieldOps'), {
    answer: () =>
      isDown
        ? Promise.reject(new ProviderError('provider_unavailable', 'the helper answered 500', { answered: true }))
        : `https://${HELPER_HOST}/authorize`,
  })
  const own = createTestServer(database, {
    providers: new Map([[provider.id, provider]]),
    now: () => milliseconds,
  })
  const session = await own.createSession()
  const seen = async () => {
    const connect = (await (await own.asWidget(session, 'GET', '/v1/connect')).json()) as {
      providers: { availability: string }[]
    }
    return connect.providers.map(({ availability }) => availability)
  }
  expect(await seen()).toEqual(['available'])
  await own.start((await own.createAttempt(session)).ticket)
  expect(await seen()).toEqual(['degraded'])
  await own.start((await own.createAttempt(session)).ticket)
  expect(await seen()).toEqual(['down'])
  expect(provider.calls).toHaveLength(2)
  isDown = false
  milliseconds += 10_000
  await expect.poll(seen).toEqual(['available'])
  expect(provider.calls).toHaveLength(3)
})
