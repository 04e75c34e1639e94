import { type Attempt, PROVIDER_IDS, routePath } from '@hitch/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type CoreApi, createApi } from './api.ts'
import { createSession } from './session.ts'
import { FakeBff, ORIGIN } from './testing/fake-bff.ts'
import { asWindow, FakeWindow } from './testing/fake-window.ts'
import { pass, stopTime } from './testing/harness.ts'
import type { ConnectOptions, SessionState } from './types.ts'

beforeEach(stopTime)

const open = (fetchSession?: ConnectOptions['fetchSession']) => {
  const bff = new FakeBff()
  const window = new FakeWindow()
  const shown: (SessionState | undefined)[] = []
  const show = (session?: SessionState): void => void shown.push(session)
  const refreshed = vi.fn<() => void>()
  let given = 0
  const host = vi.fn<ConnectOptions['fetchSession']>(fetchSession ?? (() => Promise.resolve(`token-${(given += 1)}`)))
  const environment = { window: asWindow(window), fetch: bff.fetch, now: () => Date.now(), random: () => 0.5 }
  const session = createSession(environment, { fetchSession: host }, show, refreshed)
  return { bff, window, shown, refreshed, host, session, api: createApi(environment, ORIGIN, session, show) }
}

const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  )

describe('paths agree with the route table', () => {
  const provider = PROVIDER_IDS[0]
  const attemptId = 'att_1'
  test.each<[(api: CoreApi) => Promise<unknown>, string, string]>([
    [(api) => api.getConnect(), 'GET', routePath('connect', {})],
    [(api) => api.getAttempt(attemptId), 'GET', routePath('attempt', { attemptId })],
    [(api) => api.create(provider, 'popup'), 'POST', routePath('attempts', {})],
    [(api) => api.cancel(attemptId), 'POST', routePath('attemptCancel', { attemptId })],
    [(api) => api.ack(attemptId), 'POST', routePath('attemptAck', { attemptId })],
    [(api) => api.disconnect(provider), 'DELETE', routePath('connection', { provider })],
    [(api) => api.listEvents(provider), 'GET', routePath('connectionEvents', { provider })],
    [(api) => api.getProgress(provider), 'GET', routePath('connectionProgress', { provider })],
    [(api) => api.listOrganizations(), 'GET', routePath('organizations', {})],
  ])('%s', async (ask, method, path) => {
    const { api, bff } = open()
    await thrown(ask(api))
    expect(bff.seen).toEqual([expect.objectContaining({ method, path, token: 'token-1' })])
  })
})

test('an attempt is asked for with its mode, and with a step where there is one', async () => {
  const { api, bff } = open()
  await api.create('JohnDeere', 'redirect', 'organizations')
  await api.create('CNHI', 'popup')
  expect(bff.seen.map(({ body }) => body)).toEqual([
    { provider: 'JohnDeere', mode: 'redirect', step: 'organizations' },
    { provider: 'CNHI', mode: 'popup' },
  ])
})

test('an empty answer gives its status', async () => {
  expect(await open().api.disconnect('CNHI')).toBe(204)
})

test('the session is known by its id once the first answer is there', async () => {
  const { api, shown } = open()
  await api.getConnect()
  expect(shown).toEqual([undefined, { status: 'ready', sessionId: 'session-of-token-1' }])
})

test('several requests at once ask the host once', async () => {
  const { api, host } = open()
  await Promise.all([api.getConnect(), api.getConnect(), api.getConnect()])
  expect(host).toHaveBeenCalledTimes(1)
})

test('a session that has run out is refilled once, in silence, for all who wait', async () => {
  const { api, bff, host, refreshed, shown } = open()
  await api.getConnect()
  bff.tokens.clear()
  bff.tokens.add('token-2')
  await Promise.all([api.getConnect(), api.getConnect()])
  expect(host).toHaveBeenCalledTimes(2)
  expect(refreshed).toHaveBeenCalledTimes(1)
  expect(shown.map((session) => session?.status)).not.toContain('failed')
})

test('a second refusal is shown, and not asked about a third time', async () => {
  const { api, bff, host, shown } = open()
  bff.tokens.clear()
  const error = await thrown(api.getConnect())
  expect(error).toMatchObject({ code: 'session_expired', requestId: 'req_1' })
  expect(host).toHaveBeenCalledTimes(2)
  expect(shown.at(-1)).toMatchObject({ status: 'failed', error: { code: 'session_expired', requestId: 'req_1' } })
})

test('a refused origin is shown at once: another token would not help', async () => {
  const { api, bff, host, shown } = open()
  bff.trouble.push({ path: /./, answer: [403, 'origin_not_allowed'] })
  expect(await thrown(api.getConnect())).toMatchObject({ code: 'origin_not_allowed' })
  expect(host).toHaveBeenCalledTimes(1)
  expect(shown.at(-1)).toMatchObject({ status: 'failed', error: { code: 'origin_not_allowed' } })
})

test('other refusals concern their request alone', async () => {
  const { api, bff, shown } = open()
  bff.trouble.push({ path: /./, answer: [403, 'not_allowed'] })
  expect(await thrown(api.create('CNHI', 'popup'))).toMatchObject({ code: 'not_allowed', requestId: 'req_1' })
  expect(shown.map((session) => session?.status)).not.toContain('failed')
})

test('a page of a proxy is no problem of ours to read', async () => {
  const { api, bff } = open()
  bff.trouble.push({ path: /./, answer: [502, undefined] })
  expect(await thrown(api.getConnect())).toMatchObject({ code: 'internal' })
})

test('no network is network_offline', async () => {
  const { api, bff } = open()
  bff.trouble.push({ path: /./, answer: 'network' })
  expect(await thrown(api.getConnect())).toMatchObject({ code: 'network_offline', cause: expect.any(TypeError) })
})

test('a request that hangs ends after 20 s', async () => {
  const { api, bff } = open()
  bff.holding = /./
  const answer = thrown(api.getConnect())
  await pass(19_000)
  expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting')
  await pass(1000)
  expect(await answer).toMatchObject({ code: 'network_offline' })
})

test('a caller that aborts gets its own reason back', async () => {
  const { api, bff } = open()
  bff.holding = /./
  const controller = new AbortController()
  const answer = thrown(api.getConnect(controller.signal))
  await pass(0)
  controller.abort()
  expect(await answer).toMatchObject({ name: 'AbortError' })
})

describe('a host that gives no session', () => {
  const failing = (): Promise<string> => Promise.reject(new Error('no backend'))

  test.each([
    ['rejects', failing],
    [
      'throws',
      () => {
        throw new Error('no backend')
      },
    ],
  ])('and %s: shown as internal, asked again by the next request', async (_, fetchSession) => {
    const { api, host, shown } = open(fetchSession)
    expect(await thrown(api.getConnect())).toMatchObject({ code: 'internal', cause: { message: 'no backend' } })
    expect(shown).toMatchObject([{ status: 'failed', error: { code: 'internal' } }])
    await thrown(api.getConnect())
    expect(host).toHaveBeenCalledTimes(2)
  })

  test('when the session is to be refilled: session_expired', async () => {
    const { api, bff, host, shown } = open()
    await api.getConnect()
    bff.tokens.clear()
    host.mockImplementation(failing)
    expect(await thrown(api.getConnect())).toMatchObject({ code: 'session_expired' })
    expect(shown.at(-1)).toMatchObject({ status: 'failed', error: { code: 'session_expired' } })
  })

  test('without a network: network_offline', async () => {
    const { api, window } = open(failing)
    window.navigator.onLine = false
    expect(await thrown(api.getConnect())).toMatchObject({ code: 'network_offline' })
  })
})

test('a session that is forgotten while it is asked for is aborted, and never shown', async () => {
  const { api, host, session, shown } = open(
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve('late'))
      }),
  )
  const answer = thrown(api.getConnect())
  await pass(0)
  session.clear()
  expect(await answer).toMatchObject({ name: 'AbortError' })
  expect(shown).toEqual([{ status: 'none' }])
  host.mockResolvedValue('token-1')
  expect(await api.getConnect()).toMatchObject({ session: { sessionId: 'session-of-token-1' } })
})

test('an attempt of a newer BFF passes through as it is', async () => {
  const { api, bff } = open()
  await api.create('CNHI', 'popup')
  Object.assign(bff.attempt('att_1'), { status: 'warming_up', provider: 'Trimble' })
  const attempt: Attempt = await api.getAttempt('att_1')
  expect(attempt).toMatchObject({ status: 'warming_up', provider: 'Trimble' })
})
